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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(text: &str) -> String {
        match ClusterAddress::parse(text) {
            Ok(address) => address.to_string(),
            Err(error) => format!("{error} {error:?}"),
        }
    }

    #[test]
    fn addresses_are_read() {
        for (text, read) in [
            ("http://a/news", "http://a:9200/news"),
            ("HTTPS://A.example:443/news/", "https://a.example:443/news"),
            ("https://a:9200,b:9201/n", "https://a:9200,b:9201/n"),
            ("https://a,https://b/n", "https://a:9200,b:9200/n"),
            ("https://a,b,a:9200/n", "https://a:9200,b:9200/n"),
            ("http://[::1]/n", "http://[::1]:9200/n"),
            ("http://[2001:DB8:0::1]:80,127.0.0.1/n", "http://[2001:db8::1]:80,127.0.0.1:9200/n"),
            ("http://a/.hidden-1_x+y", "http://a:9200/.hidden-1_x+y"),
        ] {
            assert_eq!(told(text), read, "{text}");
        }
        assert!(ClusterAddress::is_one("https://") && ClusterAddress::is_one("Http://a"));
        for text in ["", "http:/a", "index", "ftp://a/b", "é", "htt\u{fc}://", "./http://a"] {
            assert!(!ClusterAddress::is_one(text), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let long = format!("http://a/{}", "x".repeat(256));
        for (text, why) in [
            ("a/news", "neither http:// nor https://"),
            ("http://a", "name of the index is missing"),
            ("http://a/", "name of the index is missing"),
            ("http://a,http://b", "name of the index is missing"),
            ("http:///news", "a host is missing"),
            ("http://a,/news", "a host is missing (host 2 in the list)"),
            ("http://,/news", "a host is missing (host 1 in the list)"),
            ("https://a,http://b/news", "some of its hosts are http:// and some https://"),
            ("http://a:0/news", "a port is no number"),
            ("http://a:65536/news", "a port is no number"),
            ("http://a:/news", "a port is no number"),
            ("http://a:+1/news", "a port is no number"),
            ("http://::1/news", "a host is missing"),
            ("http://fe80::1/news", "an IPv6 address goes in brackets"),
            ("http://[::1/news", "a `[` is never closed"),
            ("http://[a]/news", "no IPv6 address"),
            ("http://[::1]9200/news", "something other than `:PORT`"),
            ("http://a b/news", "a host's name has other signs"),
            ("http://\u{fc}/news", "a host's name has other signs"),
            ("http://a/b/c", "more than one part"),
            ("http://a/b//", "more than one part"),
            ("http://a/news?pretty", "a query string"),
            ("http://a/news#x", "a query string or a fragment"),
            ("http://a/News", "`News` has capitals"),
            ("http://a/_news", "does not begin with"),
            ("http://a/-news", "does not begin with"),
            ("http://a/+news", "does not begin with"),
            ("http://a/..", "does not begin with"),
            ("http://a/ne*ws", "has a '*'"),
            ("http://a/a,b", "has a ','"),
            ("http://a/a b", "has a ' '"),
            ("http://a/a|b", "has a '|'"),
            ("http://a/a\\b", "has a '\\\\'"),
            ("http://a/%6e", "has a '%'"),
            ("http://a/\u{e9}", "has a '\u{e9}'"),
            (&long, "longer than 255 bytes"),
        ] {
            let told = told(text);
            assert!(told.contains(why), "{text}: {told}");
        }
    }

    #[test]
    fn a_secret_is_refused_and_not_repeated() {
        for text in [
            "https://kim:hush@a/news",
            "https://kim:hu/hush@a/news",
            "https://a,kim:hush@b/news",
            "https://:hush@a/news",
            "https://hush@a/news",
        ] {
            let told = told(text);
            assert!(!told.contains("hush") && told.contains("DATELINE_CLUSTER_PASSWORD"), "{told}");
        }
        // the host forgotten, and a token where no token goes
        for text in ["https://kim:hush/news", "https://a/news?token=hush", "https://a/news#hush"] {
            assert!(!told(text).contains("hush"), "{text}");
        }
    }

    proptest! {
        #[test]
        fn anything_is_read_or_refused(text in "(https?://)?[a-b:@/,.\\[\\]%?1-9-]{0,40}|\\PC{0,40}") {
            if let Ok(address) = ClusterAddress::parse(&text) {
                prop_assert!(ClusterAddress::is_one(&text));
                prop_assert_eq!(ClusterAddress::parse(&address.to_string()).unwrap(), address);
            }
        }

        #[test]
        fn what_is_printed_is_read_back(
            tls: bool,
            hosts in prop::collection::vec(("[a-z][a-z0-9.-]{0,8}|\\[::[0-9a-f]{1,4}\\]", prop::option::of(1u16..)), 1..5),
            repeated: bool,
            index in "[a-z0-9][a-z0-9._+-]{0,30}",
        ) {
            let scheme = if tls { "https://" } else { "http://" };
            let hosts: Vec<String> = hosts
                .into_iter()
                .map(|(name, port)| port.map_or(name.clone(), |port| format!("{name}:{port}")))
                .collect();
            let between = if repeated { format!(",{scheme}") } else { ",".to_owned() };
            let text = format!("{scheme}{}/{index}", hosts.join(&between));
            let address = ClusterAddress::parse(&text).unwrap();
            prop_assert_eq!(address.index(), index);
            prop_assert_eq!(ClusterAddress::parse(&address.to_string()).unwrap(), address);
        }
    }
}
