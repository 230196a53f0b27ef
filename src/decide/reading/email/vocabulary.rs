//! Words in the part before `@`: functions, offices, places, lists of readers, trial entries.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Kinds of words, one bit each: a word may be of several (`honsha` is an office and a place).
pub(super) type Kinds = u16;

/// Words that people type to try a form out, or because there is no address.
pub(super) const TRIALS: Kinds = 1;

/// Addresses that are a role's however their parts are separated.
pub(super) const FIXED: Kinds = 1 << 1;

/// Functions in English.
pub(super) const ENGLISH: Kinds = 1 << 2;

/// Functions in Japanese, spelled as people spell them in Roman letters.
pub(super) const JAPANESE: Kinds = 1 << 3;

/// Parts of an organisation that have a mailbox of their own.
pub(super) const OFFICES: Kinds = 1 << 4;

/// Words for a list of readers, beside a role word.
pub(super) const LISTS: Kinds = 1 << 5;

/// Places that hardly anybody is called after: with such a name alone a mailbox is a branch's.
pub(super) const BRANCH_PLACES: Kinds = 1 << 6;

/// Places that are surnames as well: behind a full stop they are read as one (`sales.chiba`), as first and family names are joined so.
pub(super) const SURNAMES: Kinds = 1 << 7;

/// Places that stand beside a role word.
pub(super) const PLACES: Kinds = 1 << 8;

/// Whether the word is of one of the kinds.
pub(super) fn is_any(kinds: Kinds, word: &str) -> bool {
    WORDS.get(word).is_some_and(|known| known & kinds != 0)
}

/// Every word and its kinds; only looked up.
static WORDS: LazyLock<FxHashMap<&str, Kinds>> = LazyLock::new(|| {
    let mut words: FxHashMap<&str, Kinds> = FxHashMap::default();
    for (kind, list) in LISTED {
        for word in list.split_ascii_whitespace() {
            *words.entry(word).or_default() |= kind;
        }
    }
    words
});

const LISTED: [(Kinds, &str); 9] = [
    (TRIALS, TRIALS_WORDS),
    (FIXED, FIXED_WORDS),
    (ENGLISH, ENGLISH_WORDS),
    (JAPANESE, JAPANESE_WORDS),
    (OFFICES, OFFICES_WORDS),
    (LISTS, LISTS_WORDS),
    (BRANCH_PLACES, BRANCH_PLACES_WORDS),
    (SURNAMES, SURNAMES_WORDS),
    (PLACES, PLACES_WORDS),
];

const TRIALS_WORDS: &str = "\
    test tests testing tester testuser testmail testaddress testaccount testtest tesuto tst hoge hogehoge \
    hogehogehoge fuga fugafuga piyo foo foobar dummy damy dami sample sampl example asdf asdfg asdfgh asdfasdf \
    qwerty qwe abcdef aiueo none noemail nomail noaddress null undefined unknown xxx xxxx yyy zzz aaa aaaa bbb fake \
    nobody nashi trial123 demo123 demotest hogefuga namae yourname youraddress yourmail";

const FIXED_WORDS: &str = "\
    noreply donotreply nottoreply mailerdaemon maildaemon postmaster hostmaster webmaster listmaster usenet contactus \
    aboutus askus humanresources publicrelations investorrelations frontdesk helpdesk servicedesk headoffice \
    customerservice customersupport customercare techsupport salessupport onlineshop onlinestore netshop newsletter \
    mailmagazine melmaga merumaga";

const ENGLISH_WORDS: &str = "\
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
    headquarter hq central group groups ml mailer dm dx b2b emergency safety facility facilities property operation operations ops operator scm";

const JAPANESE_WORDS: &str = "\
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
    yakkyoku byoin byouin shinryo gakumu \
    kyoyu kyouyu kyoyo kyouyou tanto tantou tantosha tantousha shain syain zenshain zensyain hoken haisha haisya johsys jousys \
    johosys jouhosys mailmaga hojin houjin gakko gakkou daigaku toshokan tosyokan shoukou syoukou kanko kankou jumin juumin zeimu \
    yakuba shiyakusho siyakusyo kuyakusho yakusho shibu sibu hoikuen youchien gakuen kensetsu doboku kenchiku bousai bosai gikai";

const OFFICES_WORDS: &str = "\
    honsha honsya honten honbu honkyoku honjo shisha sisya shiten siten shisho eigyosho eigyousho eigyojo jigyosho \
    jigyousho jimusho jimusyo zimusyo shucchojo chushikoku headoffice branch";

const LISTS_WORDS: &str = "\
    ml list lists group groups grp team teams all member members dept department div division section center centre \
    desk office staff mail jp japan japanese en eng english ja main sub new the pc bcc cc honbu bumon shitsu situ kakari gakari kyoku inside field release admin web online form common \
    share shared kyoyu kyouyu dairi tantou tanto tantousha tantosha gr g bu ka hon corp co hd inc only contact leader \
    leaders";

const BRANCH_PLACES_WORDS: &str = "\
    tokyo toukyou tokyou osaka oosaka ohsaka sapporo yokohama nagoya kyoto kyouto kansai kanto kantou tohoku touhoku \
    kyushu kyusyu kyuusyuu kyuushu shikoku chugoku chubu tokai hokuriku hokkaido kitakanto koshinetsu okinawa shinjuku \
    ginza ikebukuro akihabara roppongi marunouchi umeda namba nanba shinosaka sendai kitakyushu shizuoka kagoshima \
    niigata saitama kobe koube";

const SURNAMES_WORDS: &str = "\
    chiba sakai okayama hiroshima fukuoka kumamoto akita yamagata fukushima mito toyama ishikawa kanazawa nagano mie nara \
    yamaguchi saga nagasaki oita ooita miyazaki higashi nishi minami kita shibuya shinagawa ueno kawasaki hamamatsu \
    tachikawa takasaki tsu tottori shimane kagawa";

const PLACES_WORDS: &str = "\
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
