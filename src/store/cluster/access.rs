//! Who asks: a user and a password, a bearer token, or nobody; and whose
//! certificates are believed.
//!
//! All comes from the environment or from files that it names, never from the
//! command line, where other users of the machine could read it. An [`Access`]
//! prints nothing secret.

use super::ClusterError;
use base64::Engine as _;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use ureq::http::HeaderValue;

/// The variable with the name of the user.
pub(super) const USER: &str = "DATELINE_CLUSTER_USER";
/// The variable with the user's password.
pub(super) const PASSWORD: &str = "DATELINE_CLUSTER_PASSWORD";
/// The variable with a bearer token.
pub(super) const TOKEN: &str = "DATELINE_CLUSTER_TOKEN";
/// The variable that names a file with `user:password` or `Bearer TOKEN`.
pub(super) const CREDENTIALS: &str = "DATELINE_CLUSTER_CREDENTIALS";
/// The variable that names a file of certificates.
pub(super) const CA: &str = "DATELINE_CLUSTER_CA";

/// What a request carries to be let in, and which certificates are believed.
#[derive(Clone, Default)]
pub struct Access {
    /// The header `Authorization`, marked sensitive.
    authorization: Option<HeaderValue>,
    ca: Option<PathBuf>,
    warning: Option<String>,
}

impl Access {
    /// What the environment says: `DATELINE_CLUSTER_USER` and `DATELINE_CLUSTER_PASSWORD`, or
    /// `DATELINE_CLUSTER_TOKEN`, or `DATELINE_CLUSTER_CREDENTIALS`, a file with one line,
    /// `user:password` or `Bearer TOKEN`; and `DATELINE_CLUSTER_CA`, a file of certificates in PEM.
    /// An empty variable counts as none.
    ///
    /// # Errors
    /// [`ClusterError::Access`] where the variables contradict each other or can't be used,
    /// [`ClusterError::Io`] where a file can't be read.
    pub fn from_environment() -> Result<Self, ClusterError> {
        Self::from_variables(|name| std::env::var_os(name))
    }

    fn from_variables(look_up: impl Fn(&str) -> Option<OsString>) -> Result<Self, ClusterError> {
        let path = |name: &str| look_up(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let text = |name: &str| match look_up(name).filter(|value| !value.is_empty()) {
            None => Ok(None),
            Some(value) => match value.into_string() {
                Ok(value) => Ok(Some(value)),
                Err(_) => Err(ClusterError::Access(format!("{name} is not UTF-8"))),
            },
        };
        let (user, password, token) = (text(USER)?, text(PASSWORD)?, text(TOKEN)?);
        let file = path(CREDENTIALS);
        let ways = [user.is_some() || password.is_some(), token.is_some(), file.is_some()];
        if ways.into_iter().filter(|&way| way).count() > 1 {
            return Err(ClusterError::Access(format!(
                "{USER} with {PASSWORD}, {TOKEN} and {CREDENTIALS} exclude each other; set one"
            )));
        }
        let mut access = Self { ca: path(CA), ..Self::default() };
        access.authorization = match (user, password, token, file) {
            (Some(user), Some(password), ..) => Some(basic(&user, &password, USER)?),
            (Some(_), None, ..) => return Err(alone(USER, PASSWORD)),
            (None, Some(_), ..) => return Err(alone(PASSWORD, USER)),
            (_, _, Some(token), _) => Some(bearer(&token, TOKEN)?),
            (.., Some(file)) => {
                access.warning = readable_by_others(&file)?;
                Some(from_file(&file)?)
            }
            _ => None,
        };
        Ok(access)
    }

    /// What these variables say, and nothing else.
    #[cfg(test)]
    pub(super) fn of_variables(variables: &[(&str, &str)]) -> Result<Self, ClusterError> {
        Self::from_variables(|name| {
            variables.iter().find(|(named, _)| *named == name).map(|(_, value)| value.into())
        })
    }

    /// What the user should know, though it works: a file of credentials that others can read.
    pub fn warning(&self) -> Option<&str> {
        self.warning.as_deref()
    }

    /// The header `Authorization`, if there is one.
    pub(super) fn authorization(&self) -> Option<&HeaderValue> {
        self.authorization.as_ref()
    }

    /// The file of certificates, if there is one.
    pub(super) fn ca(&self) -> Option<&Path> {
        self.ca.as_deref()
    }
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = if self.authorization.is_some() { "kept to itself" } else { "none" };
        f.debug_struct("Access").field("authorization", &how).field("ca", &self.ca).finish()
    }
}

fn alone(set: &str, missing: &str) -> ClusterError {
    ClusterError::Access(format!("{set} is set and {missing} is not; set both or neither"))
}

/// HTTP's basic authentication (RFC 7617), in UTF-8.
fn basic(user: &str, password: &str, whose: &str) -> Result<HeaderValue, ClusterError> {
    if user.contains(':') {
        return Err(ClusterError::Access(format!("the user name of {whose} has a `:`")));
    }
    let both = base64::prelude::BASE64_STANDARD.encode(format!("{user}:{password}"));
    header(&format!("Basic {both}"), whose)
}

/// A bearer token (RFC 6750).
fn bearer(token: &str, whose: &str) -> Result<HeaderValue, ClusterError> {
    header(&format!("Bearer {}", token.trim()), whose)
}

fn header(text: &str, whose: &str) -> Result<HeaderValue, ClusterError> {
    let mut value = HeaderValue::from_str(text).map_err(|_| {
        ClusterError::Access(format!("what {whose} holds has signs that no header may have"))
    })?;
    value.set_sensitive(true);
    Ok(value)
}

fn from_file(path: &Path) -> Result<HeaderValue, ClusterError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| ClusterError::Io { path: path.to_owned(), source })?;
    let whose = format!("`{}`", path.display());
    // a byte order mark is what an editor on Windows leaves
    let mut lines = text.trim_start_matches('\u{feff}').lines().filter(|line| !line.is_empty());
    let (Some(line), None) = (lines.next(), lines.next()) else {
        return Err(ClusterError::Access(format!(
            "{whose} does not have one line, `user:password` or `Bearer TOKEN`"
        )));
    };
    match (line.split_once(' '), line.split_once(':')) {
        (Some((scheme, token)), _) if scheme.eq_ignore_ascii_case("bearer") => {
            bearer(token, &whose)
        }
        (_, Some((user, password))) if !user.is_empty() && !password.is_empty() => {
            basic(user, password, &whose)
        }
        _ => Err(ClusterError::Access(format!(
            "{whose} holds neither `user:password` nor `Bearer TOKEN`"
        ))),
    }
}

#[cfg(unix)]
fn readable_by_others(path: &Path) -> Result<Option<String>, ClusterError> {
    use std::os::unix::fs::PermissionsExt as _;
    const GROUP_AND_OTHERS_READ: u32 = 0o044;
    let metadata = std::fs::metadata(path)
        .map_err(|source| ClusterError::Io { path: path.to_owned(), source })?;
    Ok((metadata.permissions().mode() & GROUP_AND_OTHERS_READ != 0).then(|| {
        format!(
            "`{path}` can be read by other users of this machine; `chmod 600 {path}` keeps it to you",
            path = path.display()
        )
    }))
}

#[cfg(not(unix))]
fn readable_by_others(_: &Path) -> Result<Option<String>, ClusterError> {
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "hush-hush";

    fn header(access: &Access) -> &str {
        access.authorization().unwrap().to_str().unwrap()
    }

    fn file(text: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        file
    }

    fn of_file(text: &str) -> Result<Access, ClusterError> {
        let file = file(text);
        Access::of_variables(&[(CREDENTIALS, file.path().to_str().unwrap())])
    }

    #[test]
    fn who_asks_is_said_in_three_ways() {
        let access = Access::of_variables(&[(USER, "kim"), (PASSWORD, "a:b")]).unwrap();
        // computed apart: printf kim:a:b | base64
        assert_eq!(header(&access), "Basic a2ltOmE6Yg==");
        let access = Access::of_variables(&[(TOKEN, "x.y.z"), (USER, "")]).unwrap();
        assert_eq!(header(&access), "Bearer x.y.z");
        assert_eq!(header(&of_file("kim:a:b\n").unwrap()), "Basic a2ltOmE6Yg==");
        assert_eq!(header(&of_file("\u{feff}kim:a:b\r\n\r\n").unwrap()), "Basic a2ltOmE6Yg==");
        assert_eq!(header(&of_file("Bearer x.y.z").unwrap()), "Bearer x.y.z");
        assert!(Access::of_variables(&[]).unwrap().authorization().is_none());
    }

    #[test]
    fn what_contradicts_itself_is_refused_without_its_secret() {
        let tables: &[&[(&str, &str)]] = &[
            &[(USER, "kim")],
            &[(PASSWORD, SECRET)],
            &[(USER, "kim"), (PASSWORD, SECRET), (TOKEN, SECRET)],
            &[(TOKEN, SECRET), (CREDENTIALS, "/somewhere")],
            &[(USER, "k:im"), (PASSWORD, SECRET)],
            &[(TOKEN, "hush-hush\nX-Other: 1")],
        ];
        for table in tables {
            let told = Access::of_variables(table).err().unwrap();
            assert!(matches!(told, ClusterError::Access(_)));
            let told = format!("{told} {told:?}");
            assert!(!told.contains(SECRET) && told.contains("DATELINE_CLUSTER"), "{told}");
        }
        for text in
            ["", "hush-hush", "kim:hush-hush\nlee:hush-hush", ":hush-hush", "Basic hush-hush"]
        {
            let told = format!("{:?}", of_file(text).err().unwrap());
            assert!(!told.contains(SECRET), "{told}");
        }
        let missing = Access::of_variables(&[(CREDENTIALS, "/no/such/file")]).err().unwrap();
        assert!(missing.to_string().starts_with("`/no/such/file`: "), "{missing}");
    }

    #[test]
    fn nothing_secret_is_printed() {
        for access in [
            Access::of_variables(&[(USER, "kim"), (PASSWORD, SECRET)]).unwrap(),
            Access::of_variables(&[(TOKEN, SECRET)]).unwrap(),
            of_file("kim:hush-hush").unwrap(),
        ] {
            let printed = format!("{access:?} {access:#?} {:?}", access.authorization());
            let packed = base64::prelude::BASE64_STANDARD.encode("kim:hush-hush");
            assert!(!printed.contains(SECRET) && !printed.contains(&packed), "{printed}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_can_read_is_warned_of() {
        use std::os::unix::fs::PermissionsExt as _;
        for (mode, warned) in [(0o600, false), (0o400, false), (0o640, true), (0o604, true)] {
            let file = file("kim:hush-hush");
            let permissions = std::fs::Permissions::from_mode(mode);
            std::fs::set_permissions(file.path(), permissions).unwrap();
            let path = file.path().to_str().unwrap();
            let access = Access::of_variables(&[(CREDENTIALS, path)]).unwrap();
            assert_eq!(access.warning().is_some(), warned, "{mode:o}");
            assert!(
                access.warning().is_none_or(|told| told.contains(path) && !told.contains(SECRET))
            );
        }
    }
}
