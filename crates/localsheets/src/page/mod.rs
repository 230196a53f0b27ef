//! The page: a grid in the browser that is a plain client of the server's own API. Its files are part of the program.

/// A file that the page asks for.
struct Asset {
    name: &'static str,
    content_type: &'static str,
    text: &'static str,
}

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

const ASSETS: [Asset; 9] = [
    Asset { name: "api.js", content_type: SCRIPT, text: include_str!("api.js") },
    Asset { name: "book.js", content_type: SCRIPT, text: include_str!("book.js") },
    Asset { name: "commands.js", content_type: SCRIPT, text: include_str!("commands.js") },
    Asset { name: "editor.js", content_type: SCRIPT, text: include_str!("editor.js") },
    Asset { name: "format.js", content_type: SCRIPT, text: include_str!("format.js") },
    Asset { name: "grid.js", content_type: SCRIPT, text: include_str!("grid.js") },
    Asset { name: "keys.js", content_type: SCRIPT, text: include_str!("keys.js") },
    Asset { name: "page.js", content_type: SCRIPT, text: include_str!("page.js") },
    Asset { name: "page.css", content_type: "text/css; charset=utf-8", text: include_str!("page.css") },
];

/// Content type and text of what the page has at a path; nothing where the path is not the page's.
///
/// Shape: `/` is the list of spreadsheets, `/spreadsheets/d/ID/edit` one of them, as Google's addresses are.
pub(crate) fn file(method: &str, path: &str, token: &str) -> Option<(&'static str, String)> {
    if method != "GET" {
        return None;
    }
    if path == "/" || path.starts_with("/spreadsheets/d/") {
        return Some((HTML, index(token)));
    }
    let asset = asset(path.strip_prefix("/localsheets/v1/page/")?)?;
    Some((asset.content_type, asset.text.to_owned()))
}

fn asset(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}

/// The page itself with the access token that it calls the API with; a character that could leave the attribute is left out.
fn index(token: &str) -> String {
    let token: String =
        token.chars().filter(|letter| letter.is_ascii_alphanumeric() || ".-_".contains(*letter)).collect();
    include_str!("index.html").replace("{{token}}", &token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_that_the_page_names_is_there() {
        let page = index("");
        let named = page.split("/localsheets/v1/page/").skip(1).filter_map(|rest| rest.split('"').next());
        let imported = ASSETS.iter().flat_map(|asset| asset.text.split("from './").skip(1));
        let imported = imported.filter_map(|rest| rest.split('\'').next());
        let missing: Vec<&str> = named.chain(imported).filter(|name| asset(name).is_none()).collect();
        assert!(missing.is_empty(), "not served: {missing:?}");
    }

    #[test]
    fn a_token_cannot_leave_its_attribute() {
        assert!(index("a.b-c_9\"><script>").contains("content=\"a.b-c_9script\""));
    }
}
