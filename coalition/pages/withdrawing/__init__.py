"""Files that were published and are taken away: their address says so, in words, for ever."""
