//! The page: a grid in the browser that is a plain client of the server's own API. Its files are part of the program.

/// A file that the page asks for.
pub(crate) struct Asset {
    name: &'static str,
    pub(crate) content_type: &'static str,
    pub(crate) text: &'static str,
}

/// The page may load and ask for what this server gives, and nothing else; texts of cells can never run as code.
pub(crate) const CONTENT_SECURITY_POLICY: &str =
    "default-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

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

/// The file of that name below `/localsheets/v1/page/`.
pub(crate) fn asset(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}

/// The page itself, with the access token that it calls the API with.
///
/// Shape: `token` is of letters, digits and `.-_`; any other character is left out.
pub(crate) fn index(token: &str) -> String {
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
