"""The log of seats: who moved from which state to which, when, and past how many who waited longer."""
