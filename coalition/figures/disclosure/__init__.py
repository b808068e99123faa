"""Which figures of persons may be shown, and what somebody who reckons with the shown ones learns of the others."""
