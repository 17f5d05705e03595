//! How an index on a cluster is named.
//!
//! ```text
//! address = scheme host *("," [scheme] host) "/" index ["/"]
//! scheme  = "http://" | "https://"            the same for all hosts
//! host    = (name | IPv4 | "[" IPv6 "]") [":" port]          port 9200 unless said
//! index   = letter or digit or ".", then also "-" "_" "+"    lower case, at most 255 bytes
//! ```
//!
//! The names of indexes are a part of those that OpenSearch takes: what would
//! have to be escaped in a URL is left out.

use super::ClusterError;
use std::fmt;
use std::net::Ipv6Addr;

/// The port that OpenSearch listens on unless told otherwise.
const PORT: u16 = 9200;

/// The longest name of an index, in bytes: OpenSearch's limit.
const LONGEST_INDEX: usize = 255;

/// An index on a cluster, reached by one or several of its hosts.
///
/// ```
/// use dateline::store::ClusterAddress;
///
/// let address = ClusterAddress::parse("https://a,b:9201/news")?;
/// assert_eq!(address.to_string(), "https://a:9200,b:9201/news");
/// assert_eq!(address.index(), "news");
/// # Ok::<(), dateline::store::ClusterError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ClusterAddress {
    tls: bool,
    hosts: Vec<Host>,
    index: String,
}

/// A host of the cluster, as it stands in a URL: an IPv6 address in its brackets.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Host {
    name: String,
    port: u16,
}

impl ClusterAddress {
    /// Whether a text is meant as the address of a cluster rather than as a directory.
    pub fn is_one(text: &str) -> bool {
        scheme(text).is_some()
    }

    /// Reads an address.
    ///
    /// # Errors
    /// [`ClusterError::SecretInAddress`] for a user or password, which the message does not
    /// repeat; [`ClusterError::Address`] for anything else.
    pub fn parse(text: &str) -> Result<Self, ClusterError> {
        let (tls, rest) =
            scheme(text).ok_or_else(|| wrong("it begins with neither http:// nor https://"))?;
        // wherever it stands: a password may hold any of the other signs
        if text.contains('@') {
            return Err(ClusterError::SecretInAddress);
        }
        if text.contains(['?', '#']) {
            return Err(wrong("it has a query string or a fragment"));
        }
        // past the schemes of further hosts
        let (hosts, path) = split(rest);
        let mut read = Vec::new();
        for (number, text) in hosts.split(',').enumerate() {
            let text = match scheme(text) {
                Some((same, host)) if same == tls || number == 0 => host,
                Some(_) => return Err(wrong("some of its hosts are http:// and some https://")),
                None => text,
            };
            let host = Host::parse(text).map_err(|why| {
                if hosts.contains(',') {
                    wrong(format!("{why} (host {} in the list)", number + 1))
                } else {
                    wrong(why)
                }
            })?;
            if !read.contains(&host) {
                read.push(host);
            }
        }
        let path = path.strip_suffix('/').unwrap_or(path);
        if path.contains('/') {
            return Err(wrong("its path has more than one part; the name of an index is one"));
        }
        Ok(Self { tls, hosts: read, index: index_name(path)? })
    }

    /// The name of the index.
    pub fn index(&self) -> &str {
        &self.index
    }

    /// Whether it is reached by TLS.
    pub(super) fn tls(&self) -> bool {
        self.tls
    }

    /// Its hosts, at least one.
    pub(super) fn hosts(&self) -> &[Host] {
        &self.hosts
    }
}

impl fmt::Display for ClusterAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.tls { "https://" } else { "http://" })?;
        for (number, host) in self.hosts.iter().enumerate() {
            if number > 0 {
                f.write_str(",")?;
            }
            write!(f, "{host}")?;
        }
        write!(f, "/{}", self.index)
    }
}

impl Host {
    /// The name or number, without the port.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    fn parse(text: &str) -> Result<Self, &'static str> {
        let (name, port) = if let Some(rest) = text.strip_prefix('[') {
            let (inside, port) = rest.split_once(']').ok_or("a `[` is never closed")?;
            let number: Ipv6Addr =
                inside.parse().map_err(|_| "what stands in brackets is no IPv6 address")?;
            (format!("[{number}]"), port)
        } else {
            let end = text.find(':').unwrap_or(text.len());
            let (name, port) = text.split_at(end);
            if name.is_empty() {
                return Err("a host is missing");
            }
            let plain = |letter: char| letter.is_ascii_alphanumeric() || "-._".contains(letter);
            if !name.chars().all(plain) || name.starts_with(['-', '.']) {
                return Err("a host's name has other signs than letters, digits, `-` and `.`");
            }
            (name.to_ascii_lowercase(), port)
        };
        let port = match port.strip_prefix(':') {
            // the text is not repeated: where a host was forgotten it may be a password
            Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                digits.parse().ok().filter(|&port| port != 0).ok_or(
                    "a port is no number from 1 to 65535; an IPv6 address goes in brackets",
                )?
            }
            Some(_) => {
                return Err(
                    "a port is no number from 1 to 65535; an IPv6 address goes in brackets",
                );
            }
            None if port.is_empty() => PORT,
            None => return Err("something other than `:PORT` follows a `]`"),
        };
        Ok(Self { name, port })
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.name, self.port)
    }
}

/// Whether TLS is asked for, and what follows the scheme.
fn scheme(text: &str) -> Option<(bool, &str)> {
    [("https://", true), ("http://", false)].into_iter().find_map(|(scheme, tls)| {
        let begins = text.get(..scheme.len())?;
        begins.eq_ignore_ascii_case(scheme).then(|| (tls, &text[scheme.len()..]))
    })
}

/// Parts the hosts from the path: at the first `/` that belongs to no scheme.
fn split(text: &str) -> (&str, &str) {
    let mut from = 0;
    loop {
        let host = text[from..].find(',').map_or(&text[from..], |end| &text[from..from + end]);
        let skipped = scheme(host).map_or(0, |(_, rest)| host.len() - rest.len());
        if let Some(slash) = host[skipped..].find('/') {
            let at = from + skipped + slash;
            return (&text[..at], &text[at + 1..]);
        }
        from += host.len() + 1;
        if from > text.len() {
            return (text, "");
        }
    }
}

fn index_name(name: &str) -> Result<String, ClusterError> {
    if name.is_empty() {
        return Err(wrong("the name of the index is missing"));
    }
    if name.len() > LONGEST_INDEX {
        return Err(wrong(format!("the name of the index is longer than {LONGEST_INDEX} bytes")));
    }
    if name.chars().any(char::is_uppercase) {
        return Err(wrong(format!(
            "the name of the index `{name}` has capitals, which OpenSearch does not take"
        )));
    }
    if name.starts_with(['-', '_', '+']) || name == "." || name == ".." {
        return Err(wrong(format!(
            "the name of the index `{name}` does not begin with a letter or a digit"
        )));
    }
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-._+".contains(letter);
    if let Some(letter) = name.chars().find(|&letter| !plain(letter)) {
        return Err(wrong(format!(
            "the name of the index has a {letter:?}; it may have lower-case letters a to z, digits, \
             `-`, `_`, `+` and `.`"
        )));
    }
    Ok(name.to_owned())
}

fn wrong(why: impl Into<String>) -> ClusterError {
    ClusterError::Address(why.into())
}
