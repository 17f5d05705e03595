//! The memory that the process has now; the most it has had is told by
//! [`crate::index::peak_rss_bytes`].

/// The memory of this process that is in use now, where the system says so (Linux).
/// Pages of the index that it has mapped and touched count.
pub(super) fn rss_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
