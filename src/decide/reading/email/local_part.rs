//! What the part before `@` says about who reads the mail.

use super::Mailbox;

/// Who reads the mail of a local part.
///
/// Shape: a role is a role word, with a number, or parts of which each is a role word, a place, a word for a list or a number; with a surname
/// among them it is a person's (`sales.mihon`). A tag behind `+` says nothing about the reader.
/// Source: `domain/README.md` section 2.3.
pub(super) fn mailbox_of(local: &str, domain: &str) -> Mailbox {
    let base = local.split('+').next().unwrap_or(local);
    let joined: String = base.chars().filter(|c| !is_separator(*c)).collect();
    if is_trial(base) || is_trial_domain(domain) {
        return Mailbox::Test;
    }
    if is_role_word(&joined) && (!base.contains(is_separator) || is_word(FIXED, &joined)) {
        return Mailbox::Role;
    }
    let parts: Vec<&str> = base.split(is_separator).filter(|part| !part.is_empty()).collect();
    let is_around = |part: &str| {
        is_word(PLACES, without_number(part)) || is_word(LISTS, without_number(part)) || is_number(part)
    };
    if base.contains('.') && parts.iter().any(|part| is_word(SURNAMES, part)) {
        return Mailbox::Person;
    }
    let has_role = parts.iter().any(|part| is_role_word(part));
    if has_role && parts.iter().all(|part| is_role_word(part) || is_around(part)) {
        return Mailbox::Role;
    }
    let is_office = |part: &str| is_word(BRANCH_PLACES, part) || is_word(OFFICES, part);
    if parts.iter().all(|part| is_office(part) || is_number(part)) && parts.iter().any(|part| is_office(part))
    {
        return Mailbox::Role;
    }
    Mailbox::Person
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | '-' | '_')
}

fn is_word(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == word)
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

fn without_number(part: &str) -> &str {
    part.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// A role word, alone, with a number, as a department (`eigyo2ka`, `soumubu`), or two of them written as one (`salessupport`).
fn is_role_word(part: &str) -> bool {
    let part = without_number(part);
    is_listed_role(part) || is_department(part) || is_compound(part)
}

fn is_listed_role(word: &str) -> bool {
    is_word(JAPANESE, word) || is_word(ENGLISH, word) || is_word(FIXED, word)
}

/// A function in Roman letters with what it is organised as: `eigyobu`, `keirika`, `saiyotantou`, `eigyo1ka`.
fn is_department(part: &str) -> bool {
    const ENDS: [&str; 16] = [
        "honbu", "bumon", "shitsu", "situ", "kakari", "gakari", "tantou", "tanto", "han", "team", "group",
        "center", "bu", "ka", "kyoku", "g",
    ];
    ENDS.iter().any(|end| part.strip_suffix(end).is_some_and(|stem| is_word(JAPANESE, without_number(stem))))
}

/// Two words for functions or lists in one, each of at least three letters: shorter ones are found in names.
fn is_compound(part: &str) -> bool {
    const LETTERS_MIN: usize = 3;
    let is_part = |word: &str| is_word(ENGLISH, word) || is_word(JAPANESE, word) || is_word(LISTS, word);
    part.is_ascii()
        && (LETTERS_MIN..part.len().saturating_sub(LETTERS_MIN - 1)).any(|at| {
            let (head, tail) = part.split_at(at);
            is_part(head) && is_part(tail) && (is_listed_role(head) || is_listed_role(tail))
        })
}

/// An address that somebody typed to try a form out, or because there is none.
fn is_trial(base: &str) -> bool {
    let mut parts = base.split(is_separator).filter(|part| !part.is_empty());
    let Some(first) = parts.next() else { return false };
    let first = without_number(first);
    is_word(TRIALS, first)
        && (parts.clone().all(|part| is_number(part) || is_around_trial(part)) || first == "test")
        || is_one_letter_again(base)
}

fn is_around_trial(part: &str) -> bool {
    is_word(TRIALS, without_number(part))
        || matches!(part, "user" | "mail" | "address" | "account" | "taro" | "tarou")
}

/// `aaa`, `xxxx`, `1111`.
fn is_one_letter_again(base: &str) -> bool {
    let mut chars = base.chars();
    let first = chars.next();
    base.len() >= 3 && chars.all(|c| Some(c) == first)
}

/// `test.com`, `hoge.co.jp`: nobody's own domain.
fn is_trial_domain(domain: &str) -> bool {
    const NAMES: &str = "test hoge hogehoge dummy aaa aaaa xxx xxxx asdf fuga piyo";
    domain.split_once('.').is_some_and(|(name, end)| {
        is_word(NAMES, name) && matches!(end, "com" | "net" | "org" | "jp" | "co.jp" | "ne.jp" | "or.jp")
    })
}

const TRIALS: &str = "\
    test tests testing tester testuser testmail testaddress testaccount testtest tesuto tst hoge hogehoge \
    hogehogehoge fuga fugafuga piyo foo foobar dummy damy dami sample sampl example asdf asdfg asdfgh asdfasdf \
    qwerty qwe abcdef aiueo none noemail nomail noaddress null undefined unknown xxx xxxx yyy zzz aaa aaaa bbb fake \
    nobody nashi trial123 demo123 demotest hogefuga namae yourname youraddress yourmail";

/// Addresses that are a role's however their parts are separated.
const FIXED: &str = "\
    noreply donotreply nottoreply mailerdaemon maildaemon postmaster hostmaster webmaster listmaster usenet contactus \
    aboutus askus humanresources publicrelations investorrelations frontdesk helpdesk servicedesk headoffice \
    customerservice customersupport customercare techsupport salessupport onlineshop onlinestore netshop newsletter \
    mailmagazine melmaga merumaga";

/// Functions in English.
const ENGLISH: &str = "\
    info infos infomation information infor inf inquiry inquiries inquire enquiry enquiries enquire contact contacts ask \
    question questions qa faq hello welcome greeting support supports sup help service services hotline care cs crm \
    customer customers client clients user users member members sales sale salesinfo business biz bizdev commercial deal \
    marketing mktg mkt market promotion promo campaign ad ads adv advertising advertisement pr ir hr gr press media news \
    publicity public relations publicrelation communications communication branding brand recruit recruits recruiting \
    recruitment recruiter career careers job jobs saiyou employment hire hiring entry intern newgrad admin admins \
    administrator administration adm office offices desk reception receptionist front secretary secretariat general \
    affairs ga main master owner president ceo coo cfo cto chairman director manager management executive board \
    representative mail email mails emailus postbox mailbox inbox post postal web website webadmin webinfo webteam site \
    www homepage hp online internet ec shop shops shopping store stores shopmaster order orders ordering purchase \
    purchasing procurement buyer buying supply billing invoice invoices payment payments pay account accounts \
    accounting accountant finance financial treasury tax audit legal law compliance privacy security abuse spam noc dns \
    root system systems sys sysadmin it itsupport itdesk network server dev develop developer developers development \
    engineering engineers tech technical technology api data design designer creative production product products project \
    projects planning plan plans strategy research rd lab labs quality qc factory plant logistics shipping ship delivery \
    warehouse export import trade trading repair repairs maintenance parts return returns warranty claim claims complaint \
    complaints feedback opinion survey questionnaire event events seminar seminars webinar webinars workshop exhibition \
    expo ticket tickets reserve reservation reservations booking bookings appointment travel tour partner partners \
    partnership alliance alliances agency agent reseller dealer distributor vendor affiliate collaboration franchise fc \
    request requests apply application applications register registration signup subscribe subscription unsubscribe \
    download catalog catalogue document documents quote quotes quotation estimate demo trial consult consulting consultant \
    consultation counseling advice training education school academy admission admissions library clinic hospital hotel \
    restaurant salon studio gallery editor editors editorial magazine blog sns social community forum notice notices \
    notification notifications notify alert alerts alarm report reports reporter bounce bounces robot bot auto \
    autoreply autoresponder reply daemon cron backup monitor monitoring staff everyone \
    everybody all team overseas global international world english company corp corporate head headquarters \
    headquarter hq central emergency safety facility facilities property operation operations ops operator scm";

/// Functions in Japanese, spelled as people spell them in Roman letters.
const JAPANESE: &str = "\
    toiawase otoiawase toiawse toi toiawaseform soudan sodan gosoudan gosodan madoguchi uketsuke uketuke okyakusama \
    okyaku kokyaku goiken iken shitsumon situmon eigyo eigyou eigyosho hanbai hansoku urikai kouhou koho kouho kohou \
    senden koukoku kokoku soumu somu soumujinji shomu syomu jimu jimukyoku zimukyoku jinji jinzi romu roumu saiyo saiyou \
    shinsotsu sinsotu chuto chuuto kyuujin kyujin keiri kaikei zaimu zaikei seikyu seikyuu shiharai kyuyo kyuuyo houmu \
    homu kansa kikaku keikaku keiei keieikikaku kaihatsu kaihatu gijutsu gijyutsu gijutu sekkei seizo seizou seisan \
    kojo koujou koujyou hinshitsu hinsitu hinkan koubai kobai shizai sizai chotatsu choutatsu shiire siire juchu jyuchu \
    jutyu hacchu hatchu hattyu chumon chuumon tyumon mitsumori mitumori shiryo shiryou siryou butsuryu buturyu souko soko \
    haisou haiso nyukin unyu unkou yuso yusou hoshu hosyu hozen seibi sekou kanri kannri soukatsu \
    joho jouhou jyoho zyoho johosystem jouhousystem densan system hisho hisyo shacho shachou syacho syachou daihyo daihyou \
    tencho tenchou incho inchou encho kocho kaicho rijicho yakuin torishimariyaku jigyo jigyou jigyobu boueki boeki \
    kaigai kokusai gyomu gyoumu somubu shien sien suishin suisin kyoiku kyouiku kenshu kensyu kyomu kyoumu nyushi nyuushi \
    gakusei gakuin kouza yoyaku moushikomi mousikomi annai goannai oshirase osirase anketo henshu hensyu shuppan syuppan \
    seisaku sakuhin bijutsu kenkyu kenkyuu chousa tyousa anzen kankyo kankyou kinkyu shisetsu sisetu setsubi fudosan \
    fudousan chintai baibai nouhin tsuhan tuuhan tsuuhan tenpo tempo kaisha kaisya zensha zensya zenin zenintei \
    shokuin syokuin sutaffu kumiai kyokai kyoukai dantai zaidan rijikai kenpo nenkin fukushi hukusi kaigo kango \
    yakkyoku byoin byouin shinryo";

/// Parts of an organisation that have a mailbox of their own.
const OFFICES: &str = "\
    honsha honsya honten honbu honkyoku honjo shisha sisya shiten siten shisho eigyosho eigyousho eigyojo jigyosho \
    jigyousho jimusho jimusyo zimusyo shucchojo chushikoku headoffice branch";

/// Words for a list of readers, beside a role word.
const LISTS: &str = "\
    ml list lists group groups grp team teams all member members dept department div division section center centre \
    desk office staff mail jp japan japanese en eng english ja main sub new the pc bcc cc admin web online form common \
    share shared kyoyu kyouyu dairi tantou tanto tantousha tantosha gr g bu ka hon corp co hd inc only contact leader \
    leaders";

/// Places that hardly anybody is called after: with such a name alone a mailbox is a branch's.
const BRANCH_PLACES: &str = "\
    tokyo toukyou tokyou osaka oosaka ohsaka sapporo yokohama nagoya kyoto kyouto kansai kanto kantou tohoku touhoku \
    kyushu kyusyu kyuusyuu kyuushu shikoku chugoku chubu tokai hokuriku hokkaido kitakanto koshinetsu okinawa shinjuku \
    ginza ikebukuro akihabara roppongi marunouchi umeda namba nanba shinosaka sendai kitakyushu shizuoka kagoshima \
    niigata saitama kobe koube";

/// Places that are surnames as well: behind a full stop they are read as one (`sales.chiba`), as first and family names are joined so.
const SURNAMES: &str = "\
    chiba sakai okayama hiroshima fukuoka kumamoto akita yamagata fukushima mito toyama ishikawa kanazawa nagano mie nara \
    yamaguchi saga nagasaki oita ooita miyazaki higashi nishi minami kita shibuya shinagawa ueno kawasaki hamamatsu \
    tachikawa takasaki tsu tottori shimane kagawa";

/// Places that stand beside a role word.
const PLACES: &str = "\
    tokyo toukyou tokyou tyo tk osaka oosaka ohsaka osk nagoya ngo ngy sapporo sendai saitama omiya chiba yokohama ykh \
    kawasaki sagamihara niigata shizuoka hamamatsu kyoto kyouto sakai kobe koube okayama hiroshima kitakyushu fukuoka fuk \
    hakata kumamoto kagoshima naha okinawa hokkaido aomori iwate morioka miyagi akita yamagata fukushima koriyama ibaraki \
    mito tsukuba tochigi utsunomiya gunma takasaki maebashi kanagawa toyama ishikawa kanazawa fukui yamanashi kofu nagano \
    gifu aichi toyohashi mie tsu yokkaichi shiga hyogo himeji nara wakayama tottori shimane matsue \
    yamaguchi tokushima kagawa takamatsu ehime matsuyama kochi kouchi saga nagasaki oita ooita miyazaki kanto kantou \
    kansai kinki chubu chuubu tokai toukai hokuriku tohoku touhoku chugoku chuugoku shikoku sikoku kyushu kyuushu kyusyu \
    higashi nishi minami kita higashinihon nishinihon east west north south central shinjuku shibuya ginza ikebukuro \
    shinagawa ueno akihabara roppongi marunouchi nihonbashi shinbashi shimbashi umeda namba nanba shinosaka tachikawa \
    hachioji honsha honsya honten honbu shisha sisya shiten siten eigyosho jimusho jimusyo kojo koujou factory \
    honkan shinkan bekkan branch hq asia europe us usa uk eu cn china tw taiwan kr korea hk hongkong sg singapore th thai \
    thailand vn vietnam id indonesia my malaysia ph india in apac emea shanghai beijing shenzhen dalian bangkok hanoi \
    newyork ny la london paris global world intl int";
