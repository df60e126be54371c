//! Stores of every version that was ever written open, and read as what they were.
