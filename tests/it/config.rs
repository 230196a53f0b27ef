//! Files and environment to settings: the shipped ones hold what they must, and every mistake is told with its line and a remedy.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::Weekday;
use tossup::config::{Environment, Loaded, load, shipped};
use tossup::decide::book::{ColumnKey, Owner, TabKey};
use tossup::decide::plan::{Mode, Reason};

fn shipped_settings() -> Loaded {
    shipped().unwrap_or_else(|refused| panic!("{refused}"))
}

/// A folder with a `tossup.toml` of this text and, in `own`, the company's files.
struct Company {
    folder: tempfile::TempDir,
}

impl Company {
    fn new(technical: &str, own: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("tossup.toml"), technical).expect("written");
        std::fs::create_dir(folder.path().join("own")).expect("made");
        for (name, text) in own {
            std::fs::write(folder.path().join("own").join(name), text).expect("written");
        }
        Self { folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("tossup.toml")
    }

    fn load(&self) -> Loaded {
        load(Some(&self.file()), &Environment::default()).unwrap_or_else(|refused| panic!("{refused}"))
    }

    /// The errors, with the folder left out of their places.
    fn errors(&self) -> Vec<String> {
        let refused = load(Some(&self.file()), &Environment::default()).expect_err("a refusal");
        let folder = format!("{}/", self.folder.path().display());
        refused.to_string().lines().map(|line| line.replace(&folder, "")).collect()
    }
}

const OWN: &str = "config_dir = \"own\"\n";

#[test]
fn the_shipped_files_are_whole() {
    let loaded = shipped_settings();
    let contract = &loaded.core.contract;
    assert_eq!(contract.tabs.iter().map(|tab| tab.key).collect::<Vec<_>>(), TabKey::ALL);
    for key in ColumnKey::ALL {
        assert!(contract.column(*key).is_some(), "{key:?}");
    }
    for reason in [
        Reason::FirstValue,
        Reason::InputChanged,
        Reason::RulesChanged,
        Reason::Restored,
        Reason::RowEmptied,
        Reason::Qualified,
        Reason::StateChanged,
        Reason::CadenceDay,
        Reason::Recorded,
        Reason::SettingRead,
    ] {
        assert!(loaded.core.words.contains(&format!("reason.{}", reason.as_str())), "{reason:?}");
    }
    assert_eq!(loaded.core.mode, Mode::Observe);
    assert_eq!(loaded.core.handoff.due_business_days, 2);
    assert_eq!(loaded.core.cadence.meeting_day, Weekday::Mon);
    assert_eq!(loaded.technical.time_zone, timezone::Zone::tokyo());
    assert!(loaded.technical.spreadsheet().is_err());
}

#[test]
fn the_lead_tab_stands_in_the_order_of_the_article() {
    let loaded = shipped_settings();
    let leads = loaded.core.contract.tab(TabKey::Leads).expect("the lead tab");
    let headers: Vec<&str> =
        leads.columns.iter().filter(|column| column.is_laid).map(|column| column.header.as_str()).collect();
    let expected = "会社名 担当者名 業種 従業員数 役職 DL回数 セミナー参加 Web閲覧回数 スコア合計 優先度 獲得経路 連絡先 接触履歴 \
                    リードID 属性点 行動点 ステータス スコア内訳 要確認";
    assert_eq!(headers.join(" "), expected);
    let own: BTreeSet<&str> = leads
        .columns
        .iter()
        .filter(|column| column.owner == Owner::Tossup)
        .map(|column| column.header.as_str())
        .collect();
    let expected = "リードID 属性点 行動点 スコア合計 優先度 ステータス スコア内訳 要確認";
    assert_eq!(own, expected.split(' ').collect());
}

#[test]
fn sales_fills_at_most_five_cells_of_a_hand_over() {
    let loaded = shipped_settings();
    let tab = loaded.core.contract.tab(TabKey::Handoffs).expect("the tab");
    let people: Vec<&str> = tab
        .columns
        .iter()
        .filter(|column| column.is_laid && matches!(column.owner, Owner::Person | Owner::AddedThenPerson))
        .map(|column| column.header.as_str())
        .collect();
    assert_eq!(people, ["営業担当", "対応状況", "結果", "次回アクション予定", "コメント(任意)"]);
}

#[test]
fn headers_are_found_by_their_synonyms_and_the_two_kinds_of_people_stay_apart() {
    let contract = shipped_settings().core.contract;
    let leads = contract.tab(TabKey::Leads).expect("the lead tab");
    let headers = [
        "企業名",
        "営業担当",
        "担当者",
        "社員数",
        "ご担当者名",
        "Ｗｅｂ訪問回数",
        "優先度（手動）",
        "e-mail",
    ]
    .map(str::to_owned);
    let located = leads.locate(&headers);
    assert_eq!(located.problems, []);
    let found: Vec<(ColumnKey, u32)> = located.positions.into_iter().collect();
    assert_eq!(
        found,
        [
            (ColumnKey::LeadCompany, 0),
            (ColumnKey::LeadPerson, 4),
            (ColumnKey::LeadEmployees, 3),
            (ColumnKey::LeadVisits, 5),
            (ColumnKey::LeadContact, 7),
            (ColumnKey::LeadManualPriority, 6),
        ]
    );
    let handoffs = contract.tab_by_title("引き渡しリスト").expect("by its other title");
    assert_eq!(handoffs.key, TabKey::Handoffs);
    let located = handoffs.locate(&["担当者名".to_owned(), "営業担当者名".to_owned()]);
    assert_eq!(located.position(ColumnKey::HandoffPerson), Some(0));
    assert_eq!(located.position(ColumnKey::HandoffRep), Some(1));
}

#[test]
fn every_field_of_a_rule_has_header_texts() {
    let fields = shipped_settings().core.contract.field_headers;
    let expected = "employees capital_yen revenue_yen years_since_founded is_listed industry prefecture country company title_rank title \
        department email email_domain_kind phone decision_maker downloads webinar webinar_count webinar_registered_only exhibition \
        business_card survey_answered visits last_visit_days page_viewed page_viewed_only inquiry quote_requested demo_requested trial \
        email_opens email_clicks newsletter unsubscribed last_contact_days last_contact_months last_activity_months \
        handover_business_days status score source timing_months budget budget_yen is_competitor is_student is_existing_customer \
        is_sole_proprietor";
    for field in expected.split_whitespace() {
        assert!(fields.get(field).is_some_and(|headers| !headers.is_empty()), "{field}");
    }
    assert!(fields["employees"].contains(&"社員数".to_owned()));
    assert_eq!(fields["company"].first().map(String::as_str), Some("会社名"));
}

#[test]
fn the_shipped_rules_are_those_of_the_article() {
    let rules = shipped_settings().core.shipped_rules;
    let rows: Vec<[&str; 4]> = rules
        .iter()
        .map(|rule| {
            [ColumnKey::RuleItem, ColumnKey::RuleContent, ColumnKey::RulePoints, ColumnKey::RuleGroup]
                .map(|column| rule.get(column))
        })
        .collect();
    assert_eq!(
        rows[..6],
        [
            ["会社規模", "従業員数50名以上", "5", "属性"],
            ["業種", "ターゲット業界に該当", "5", "属性"],
            ["担当者役職", "部長クラス以上", "10", "属性"],
            ["過去の行動", "資料ダウンロード", "10", "行動"],
            ["イベント参加", "ウェビナー参加済み", "15", "行動"],
            ["Web行動", "サイト訪問2回以上", "5", "行動"],
        ]
    );
    let targets = rows.iter().find(|row| row[0] == "ターゲット業種").expect("the list");
    assert!(targets[1].contains("製造業") && targets[1].contains("IT"));
    assert!(rows.contains(&["引き渡し基準", "スコア30点以上", "", "設定"]));
}

#[test]
fn a_companys_file_takes_the_place_of_the_shipped_one_alone() {
    let company = Company::new(
        OWN,
        &[
            ("handoff.toml", "due_business_days = 3\n"),
            ("words.toml", "[priority]\nhigh = \"A\"\n"),
            ("titles.toml", "[ranks]\n\"室長\" = 40\n"),
            (
                "cadence.toml",
                "meeting_day = \"火曜\"\n[hours]\nsaturday = [\"09:00-12:00\"]\n[days]\nyearly_closures = [\"obon\"]\nclosed = [\"2026-12-28\"]\n",
            ),
            ("rules.toml", "[[rule]]\nitem = \"規模\"\ncontent = \"従業員数100名以上\"\npoints = -5\n"),
        ],
    );
    let loaded = company.load();
    assert_eq!(loaded.core.handoff.due_business_days, 3);
    assert_eq!(loaded.core.handoff.giver, "インサイドセールスチーム");
    assert_eq!(loaded.core.words.get("priority.high"), "A");
    assert_eq!(loaded.core.words.get("priority.low"), "低");
    assert_eq!(loaded.core.title_ranks.get("室長"), Some(&40));
    assert_eq!(loaded.core.cadence.meeting_day, Weekday::Tue);
    for (day, is_open, why) in [
        ("2026-11-28", true, "a Saturday with hours"),
        ("2026-11-29", false, "a Sunday"),
        ("2026-11-24", true, "a Tuesday keeps its hours"),
        ("2026-11-23", false, "a national holiday"),
        ("2026-12-28", false, "a single day off"),
        ("2026-08-14", false, "mid-August"),
        ("2026-12-30", true, "the year end is not in this company's list"),
    ] {
        let date = day.parse().expect("a day");
        assert_eq!(loaded.core.calendar.is_business_day(date), is_open, "{day}: {why}");
    }
    assert_eq!(loaded.core.shipped_rules.len(), 1);
    assert_eq!(loaded.core.shipped_rules[0].get(ColumnKey::RulePoints), "-5");
    assert_eq!(loaded.core.contract, shipped_settings().core.contract);
}

#[test]
fn paths_are_relative_to_the_file_and_the_environment_wins() {
    let company =
        Company::new("spreadsheet_id = \"abc\"\nmode = \"score\"\nstore = \"state/tossup.db\"\n", &[]);
    let loaded = company.load();
    assert_eq!(loaded.technical.credentials, company.folder.path().join("credentials.json"));
    assert_eq!(loaded.technical.store, company.folder.path().join("state/tossup.db"));
    let environment = Environment {
        config: Some(company.file().display().to_string()),
        spreadsheet_id: Some("xyz-1".to_owned()),
        credentials: Some("/keys/tossup.json".to_owned()),
        mode: Some("full".to_owned()),
        log: Some("debug".to_owned()),
    };
    let loaded = load(None, &environment).expect("settings");
    assert_eq!(loaded.technical.spreadsheet(), Ok("xyz-1"));
    assert_eq!(loaded.technical.credentials, Path::new("/keys/tossup.json"));
    assert_eq!((loaded.core.mode, loaded.technical.log_filter.as_str()), (Mode::Full, "debug"));
    let environment = Environment { mode: Some("everything".to_owned()), ..environment };
    let refused = load(None, &environment).expect_err("a refusal").to_string();
    assert_eq!(
        refused,
        "TOSSUP_MODE (environment): found \"everything\"; expected observe, score or full. Mend the variable, or unset it so that \
         tossup.toml counts."
    );
}

/// The first error of a company's file, which must be the only one.
fn check(name: &str, file: &str, text: &str, expected: &str) {
    let company = match file {
        "tossup.toml" => Company::new(text, &[]),
        _ => Company::new(OWN, &[(file, text)]),
    };
    assert_eq!(company.errors(), [expected], "{name}");
}

#[test]
fn each_mistake_is_told_with_its_line_and_a_remedy() {
    check(
        "an unknown key, with the one that was meant",
        "handoff.toml",
        "\ndue_busines_days = 3\n",
        "own/handoff.toml:2:1: found the unknown key due_busines_days; expected one of additions_max, due_business_days, fallback_rep, \
         giver, unknown_fate_hold_s, vanished_percent_max. Write due_business_days, or take the line out.",
    );
    check(
        "a number out of its range",
        "handoff.toml",
        "due_business_days = 0\n",
        "own/handoff.toml:1:21: found due_business_days = 0; expected a whole number from 1 to 60. Write a value of this kind, or take the line out for the default.",
    );
    check(
        "an empty name",
        "handoff.toml",
        "fallback_rep = \" \"\n",
        "own/handoff.toml:1:16: found fallback_rep = \" \"; expected a text of 1 to 100 characters in double quotes. Write a value of this kind, or take the line out for the default.",
    );
    check(
        "another weekday",
        "cadence.toml",
        "# 定例\nmeeting_day = \"Mo\"\n",
        "own/cadence.toml:2:15: found meeting_day = \"Mo\"; expected one of monday, tuesday, wednesday, thursday, friday, saturday, sunday, 月曜, 火曜, 水曜, 木曜, 金曜, 土曜, 日曜. Write a value of this kind, or take the line out for the default.",
    );
    check(
        "hours that overlap",
        "cadence.toml",
        "[hours]\nmonday = [\"09:00-12:00\", \"11:00-18:00\"]\n",
        "own/cadence.toml:2:26: found \"11:00-18:00\" in hours.monday; expected a stretch such as \"09:00-12:00\" that ends after it begins and begins after the one before. Write the hours in order; [] makes it a day off.",
    );
    check(
        "a day that does not exist",
        "cadence.toml",
        "[days]\nclosed = [\"2026-02-30\"]\n",
        "own/cadence.toml:2:11: found \"2026-02-30\" in days.closed; expected a day of the calendar as \"YYYY-MM-DD\". Write it as \"2026-12-28\".",
    );
    check(
        "a rank that is not one",
        "titles.toml",
        "[ranks]\n\"室長\" = 140\n",
        "own/titles.toml:2:8: found ranks.室長 = 140; expected a whole number from 0 to 99. Write the rank, e.g. 50 for 部長級.",
    );
    check(
        "a rule without a condition",
        "rules.toml",
        "[[rule]]\nitem = \"規模\"\npoints = 5\n",
        "own/rules.toml:1:1: found no key rule.content; expected rule.content = \"…\". Add the line; the shipped file of this name shows it.",
    );
    check(
        "points out of range",
        "rules.toml",
        "[[rule]]\nitem = \"規模\"\ncontent = \"50名以上\"\npoints = 5000\n",
        "own/rules.toml:4:10: found rule.points = 5000; expected a whole number from -1000 to 1000. Write a value of this kind, or take the line out for the default.",
    );
    check(
        "two labels alike",
        "words.toml",
        "[priority]\nhigh = \"中\"\n",
        "own/words.toml:1:1: found 「中」 for both priority.high and priority.middle; expected a different word for each label. Rename one of the two.",
    );
    check(
        "a name in braces that is not given",
        "words.toml",
        "[agenda]\nhanded = \"{cuont}件\"\n",
        "own/words.toml:2:10: found {cuont} in agenda.handed; expected {count}. Use the names of the shipped word.",
    );
    check(
        "an unknown word",
        "words.toml",
        "[priority]\nhihg = \"高\"\n",
        "own/words.toml:2:1: found the unknown key priority.hihg; expected a key of the shipped file. Write priority.high, or take the line out.",
    );
    check(
        "a six-field schedule",
        "tossup.toml",
        "schedule = \"0 */5 * * * *\"\n",
        "tossup.toml:1:12: found schedule = \"0 */5 * * * *\" with 6 fields; expected five fields: minute hour day-of-month month weekday. Take the seconds in front away: \"*/5 * * * *\".",
    );
    check(
        "an address in the place of the id",
        "tossup.toml",
        "spreadsheet_id = \"https://docs.google.com/spreadsheets/d/abc/edit\"\n",
        "tossup.toml:1:18: found spreadsheet_id = \"https://docs.google.com/spreadsheets/d/abc/edit\"; expected letters, digits, - and _: the part between /d/ and /edit in the spreadsheet's address. Copy that part alone, without the address around it.",
    );
    check(
        "a zone that does not exist",
        "tossup.toml",
        "time_zone = \"JST-9\"\n",
        "tossup.toml:1:13: found time_zone = \"JST-9\"; expected Asia/Tokyo, or a name of the time zone database of this system. Mend the name, or install the package tzdata.",
    );
    check(
        "an address without its slash",
        "tossup.toml",
        "base_url = \"http://127.0.0.1:8020\"\n",
        "tossup.toml:1:12: found base_url = \"http://127.0.0.1:8020\"; expected an address that begins with https:// or http:// and ends in /. Write \"https://sheets.googleapis.com/\" for Google.",
    );
}

#[test]
fn all_mistakes_of_all_files_are_told_at_once() {
    let company = Company::new(
        "config_dir = \"own\"\nmdoe = \"full\"\nschedule = \"x\"\n[limits]\nreads_per_minute = \"many\"\n",
        &[("handoff.toml", "giver = 5\ndue_business_days = 99\nnew = 1\n"), ("rules.toml", "[[rule]\n")],
    );
    let errors = company.errors();
    let places: Vec<&str> = errors.iter().filter_map(|error| error.split(": found").next()).collect();
    assert_eq!(
        places,
        [
            "tossup.toml:2:1",
            "tossup.toml:3:12",
            "tossup.toml:5:20",
            "own/rules.toml:1:8",
            "own/handoff.toml:1:9",
            "own/handoff.toml:2:21",
            "own/handoff.toml:3:1",
        ],
        "{errors:#?}"
    );
}

#[test]
fn a_contract_that_would_break_the_work_is_refused() {
    let shipped = include_str!("../../config/columns.toml");
    let unchanged = Company::new(OWN, &[("columns.toml", shipped)]).load();
    assert_eq!(
        unchanged.core.contract,
        shipped_settings().core.contract,
        "no header text of the shipped file names two columns"
    );
    let edited = |from: &str, to: &str| {
        assert!(shipped.contains(from), "{from}");
        Company::new(OWN, &[("columns.toml", &shipped.replacen(from, to, 1))]).errors()
    };
    let errors = edited("header = \"業種\", owner = \"person\"", "header = \"業種\", owner = \"tossup\"");
    assert!(
        errors[0].contains("found owner = \"tossup\" for lead.industry; expected owner = \"person\""),
        "{errors:?}"
    );
    let errors = edited("\"社員数\", ", "\"社員数\", \"役　職\", ");
    assert!(
        errors[0].contains("found 「役職」 a second time on the tab leads (as 「役　職」)"),
        "{errors:?}"
    );
    let errors = edited("  { key = \"lead.history\"", "  # { key = \"lead.history\"");
    assert!(errors[0].contains("found 0 columns lead.history in [tab.leads]"), "{errors:?}");
    let errors = edited("key = \"lead.person\"", "key = \"lead.persn\"");
    assert!(
        errors.iter().any(|error| error.contains("Write lead.person, or take the line out.")),
        "{errors:?}"
    );
    let errors = edited("[tab.history]\ntitle = \"履歴\"", "[tab.history]\ntitle = \"休日\"");
    assert!(errors[0].contains("the title 「休日」 for both holidays and history"), "{errors:?}");
    let errors = edited("is_listed = [", "is_liste = [");
    assert!(errors[0].contains("Write is_listed"), "{errors:?}");
}

#[test]
fn files_that_are_no_text_or_not_there_are_told() {
    let refused =
        load(Some(Path::new("no-such-folder/tossup.toml")), &Environment::default()).expect_err("a refusal");
    assert_eq!(
        refused.to_string(),
        "no-such-folder/tossup.toml: found no such file; expected a configuration file. Mend the path in --config or TOSSUP_CONFIG, or \
         copy the shipped config/tossup.toml there."
    );
    let company = Company::new("config_dir = \"elsewhere\"\n", &[]);
    assert!(company.errors()[0].contains("Make the folder, or mend config_dir"), "{:?}", company.errors());
    let company = Company::new(OWN, &[("word.toml", "")]);
    assert!(
        company.errors()[0].starts_with("own: found the unknown key word.toml"),
        "{:?}",
        company.errors()
    );
    let company = Company::new("", &[]);
    std::fs::write(company.file(), b"mode = \"full\"\n# \x8f\xe6\n").expect("written");
    assert_eq!(
        company.errors(),
        [
            "tossup.toml: found bytes in line 2 that are not UTF-8; expected a text file in UTF-8. Save it again as UTF-8 (it is probably in Shift_JIS)."
        ]
    );
    std::fs::write(company.file(), "\u{FEFF}mode = \"full\"\r\nspreadsheet_id = \"a\"\r\n").expect("written");
    assert_eq!(company.load().core.mode, Mode::Full, "a mark of the editor and Windows line ends do no harm");
}
