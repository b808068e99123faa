// autocannon reports fixed percentiles, without the 95th: add it to the list before it counts. Loaded by `node --require`.
const path = require('path')
const modules = path.join(__dirname, '..', 'tests', 'node', 'node_modules')
require(path.join(modules, 'hdr-histogram-percentiles-obj')).percentiles.push(95)
