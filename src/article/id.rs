//! Stable identity for articles whose records carry none.

/// An id for an article that is known by its URL: the URL without scheme,
/// fragment, tracking parameters (`utm_*`, `fbclid`, `gclid`) and trailing
/// slash, host in lower case, so that the same page reached twice is one article.
#[must_use]
pub fn id_from_url(url: &str) -> String {
    let url = url.trim();
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split_once('#').map_or(rest, |(before, _)| before);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| {
            let name = pair.split('=').next().unwrap_or("");
            !(name.is_empty() || name.starts_with("utm_") || matches!(name, "fbclid" | "gclid"))
        })
        .collect();
    let mut id = host.to_lowercase();
    let path = path.trim_end_matches('/');
    if !path.is_empty() {
        id.push('/');
        id.push_str(path);
    }
    if !kept.is_empty() {
        id.push('?');
        id.push_str(&kept.join("&"));
    }
    id
}

/// An id for an article that is known only by its place in a corpus: the path
/// with `/` between its parts and without a leading `./`, and `#record` where
/// the file holds several.
#[must_use]
pub fn id_from_path(path: &str, record: Option<u64>) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    match record {
        Some(record) => format!("{path}#{record}"),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_page_reached_twice_is_one_article() {
        let plain = id_from_url("https://News.example/2019/12/bagram/");
        assert_eq!(plain, "news.example/2019/12/bagram");
        assert_eq!(
            plain,
            id_from_url("http://news.example/2019/12/bagram?utm_source=x&fbclid=1#top")
        );
        assert_eq!(
            id_from_url("https://n.example/story?id=7&utm_medium=y"),
            "n.example/story?id=7"
        );
    }

    #[test]
    fn a_path_is_an_id_with_its_record() {
        assert_eq!(id_from_path("./a\\b.jsonl", Some(3)), "a/b.jsonl#3");
        assert_eq!(id_from_path("1916/01/01.txt", None), "1916/01/01.txt");
    }
}
