//! The memory of this process, where the system says so (Linux).

/// The most memory this process has had at once, in bytes.
#[must_use]
pub fn peak_rss_bytes() -> Option<u64> {
    told("VmHWM:")
}

/// The memory of this process that is in use now, in bytes. Pages of the index that
/// it has mapped and touched count.
#[must_use]
pub fn rss_bytes() -> Option<u64> {
    told("VmRSS:")
}

fn told(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
