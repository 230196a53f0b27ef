//! A hash that is the same on every machine and in every release, for what is remembered.

/// FNV-1a, 64 bits; the standard library's hashers do not promise to stay the same.
pub fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
