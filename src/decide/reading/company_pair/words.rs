//! Words at the end or the head of company names, and what it means when one of two names has them and the other has not.

/// What the difference between a name and a longer one says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extra {
    /// A general ending that people leave out.
    General,
    /// A trade, a region or a place in a group of companies: another company.
    Related,
    /// A site that the company runs.
    Facility,
    /// A branch that was written without a gap, of a place too small to tell it from a part of the name.
    Branch,
    /// Nothing known.
    Unknown,
}

/// Reads what a longer name has more at its end.
pub(super) fn extra_tail(tail: &str) -> Extra {
    if GENERAL.split('|').any(|word| word == tail) {
        Extra::General
    } else if !is_trade(tail) && BRANCHES.iter().any(|word| tail.ends_with(word)) {
        Extra::Branch
    } else if FACILITIES.split('|').any(|word| tail.ends_with(word)) {
        Extra::Facility
    } else if trade(tail).is_some() || is_region(tail) {
        Extra::Related
    } else {
        Extra::Unknown
    }
}

/// Reads what a longer name has more at its head.
pub(super) fn extra_head(head: &str) -> Extra {
    if is_region(head) || GROUP_HEADS.contains(&head) || head.ends_with("グループ") {
        Extra::Related
    } else {
        Extra::Unknown
    }
}

/// The word of trade, region or general kind that ends a name; the longest.
pub(super) fn last_word(key: &str) -> Option<&str> {
    let known = [TRADES, GENERAL, REGIONS, FACILITIES].into_iter().flat_map(|list| list.split('|'));
    known
        .filter(|word| word.chars().count() > 1 || is_ascii_word(word))
        .filter_map(|word| {
            let name = key.strip_suffix(word)?;
            key.get(name.len()..).filter(|_| !name.is_empty())
        })
        .max_by_key(|word| word.len())
}

/// A kanji word of trade, whole.
pub(super) fn is_trade(word: &str) -> bool {
    TRADES.split('|').any(|listed| listed == word) || GENERAL.split('|').any(|listed| listed == word)
}

/// The name ends with the word for a site (クリニック, 薬局).
pub(super) fn is_facility(key: &str) -> bool {
    FACILITIES.split('|').any(|word| key.ends_with(word))
}

fn is_ascii_word(word: &str) -> bool {
    word.len() > 3 && word.is_ascii()
}

fn trade(tail: &str) -> Option<&'static str> {
    TRADES.split('|').find(|word| tail.ends_with(word))
}

fn is_region(text: &str) -> bool {
    REGIONS.split('|').any(|region| {
        text == region
            || text
                .strip_prefix(region)
                .is_some_and(|rest| matches!(rest, "都" | "府" | "県" | "市" | "支社" | "支店"))
    })
}

/// Endings that say next to nothing; people leave them out and two firms rarely differ in them alone.
/// Source: `domain/README.md` section 2.1 (商会, 製作所 and the like).
const GENERAL: &str = "\
    商会|商店|製作所|製作|工作所|工業所|鉄工所|木工所|本舗|本店|総本店|総本家|屋|堂|店|社|舎|庵|所|\
    院|庁|役所|役場|市役所|コーポレーション|カンパニー|会|組|オフィス|事務所|研究室|商行|公司|\
    trading|company|corporation|corp|co|office|ブランド|ストア|ショップ|shop|store";

/// Endings of branches.
const BRANCHES: &[&str] = &["支店", "営業所", "出張所", "支社", "工場", "営業部", "本社", "事業部"];

/// Sites that are run under their own name.
const FACILITIES: &str = "\
    クリニック|病院|医院|診療所|歯科|眼科|内科|外科|小児科|皮膚科|整形外科|耳鼻科|薬局|保育園|保育所|\
    こども園|幼稚園|小学校|中学校|高等学校|高校|大学|短期大学|専門学校|学園|学校|苑|園|ホーム|ホテル|\
    旅館|寮|ステーション|デイサービス|センター|学部|研究科|大学院|図書館|美術館|博物館|寺|神社|教会|\
    作業所|事業所|館|clinic|hospital|hotel|塾|教室|スクール|サロン|牧場|農園|工房";

/// Words of trade and of a place in a group.
const TRADES: &str = "\
    ホールディングス|ホールディング|hd|hds|holdings|グループ|group|グループ本社|販売|商事|物産|工業|\
    産業|興業|興産|製薬|薬品|製鋼|製鉄|製紙|製菓|製パン|製粉|製麺|製糖|製茶|製材|製造|製版|製本|鉄工|\
    鋼業|鋼材|金属|化学|化成|化工|化粧品|紡績|繊維|染色|織物|被服|建設|建材|建築|建工|建機|建装|土木|\
    土建|組土建|設備|設計|測量|塗装|塗料|電気|電機|電工|電器|電子|電設|電力|電装|電線|通信|通商|貿易|\
    交易|交通|運輸|運送|運行|物流|倉庫|海運|港運|航空|鉄道|陸運|急送|急便|通運|自動車|自工|\
    モータース|モーター|モータ|バス|タクシー|観光|旅行|不動産|地所|住宅|住建|住販|ホーム販売|ハウス|\
    ハウジング|ホームズ|エステート|リアルティ|開発|都市開発|企画|広告|印刷|出版|新聞|書店|書房|放送|\
    映像|映画|食品|食糧|フーズ|フード|飲料|酒造|醸造|酒販|水産|農産|畜産|青果|園芸|造園|林業|農機|\
    漁業|銀行|信用金庫|信用組合|証券|保険|生命|生命保険|損害保険|火災|信託|リース|レンタル|\
    ファイナンス|キャピタル|クレジット|カード|ファンド|インベストメント|アセット|\
    アセットマネジメント|技研|技建|技術|技工|工務店|工機|工芸|精機|精工|精密|機械|機工|機器|機材|\
    器械|重工|重機|造船|車輛|車両|総業|総合|総研|総合研究所|研究所|システム|システムズ|\
    ソリューション|ソリューションズ|サービス|テクノ|テクノロジー|テクノロジーズ|テクニカ|テクニカル|\
    テクノス|テック|tech|technology|technologies|エンジニアリング|コンサルティング|コンサルタント|\
    コンサルタンツ|マーケティング|プロモーション|コミュニケーションズ|コミュニケーション|\
    ネットワーク|ネットワークス|ネット|デジタル|データ|ソフト|ソフトウェア|ロジスティクス|ロジ|\
    ロジテック|エクスプレス|トランスポート|トレーディング|エナジー|エネルギー|ガス|石油|鉱業|鉱山|\
    セメント|ガラス|ゴム|樹脂|プラスチック|ケミカル|ファーマ|メディカル|ヘルスケア|ケア|ライフ|\
    ライフサービス|パートナーズ|インターナショナル|international|グローバル|global|ラボ|\
    ラボラトリーズ|デザイン|デザインズ|スタジオ|ワークス|クリエイト|クリエイティブ|クリエーション|\
    プランニング|プロダクツ|プロダクション|プロパティ|ファクトリー|マテリアル|マテリアルズ|\
    パッケージ|パック|メンテナンス|ファシリティーズ|ファシリティ|ビルサービス|ビル管理|管財|警備|\
    清掃|人材|スタッフ|スタッフィング|キャリア|ヒューマン|アカデミー|教育|学習|出版社|メディア|media|\
    エンタテインメント|エンターテインメント|スポーツ|リゾート|トラベル|ツーリスト|ファーム|アグリ|\
    ペット|ビューティー|アパレル|ファッション|家具|木材|木工|硝子|石材|紙業|紙工|包装|梱包|環境|\
    リサイクル|衛生|水道|管工|空調|熱学|冷熱|防災|ビジネス|ビジネスサービス|ビジネスサポート|\
    サポート|アシスト|インシュアランス|保証|情報|情報システム|情報サービス|計算センター|計測|計器|\
    光学|電算|アドバンス|アドバイザリー|ベンチャーズ|コネクト|プラス|ネクスト|フロンティア|\
    イノベーション|イノベーションズ|design|designs|works|system|systems|solution|solutions|service|\
    services|consulting|engineering|logistics|foods|food|partners|studio|labs|lab|marketing|network|\
    networks|trading|shoji|sangyo|kogyo|construction|industries|industry|software|electric|\
    electronics|chemical|pharma|capital|finance|realty|estate|sales|medical|motors|energy|digital|\
    data|research|ventures|manufacturing|machinery|travel|insurance|bank";

/// Regions and countries.
const REGIONS: &str = "\
    東日本|西日本|中日本|北日本|南日本|日本|ジャパン|japan|関東|関西|北関東|南関東|首都圏|東海|中部|\
    近畿|中国|中四国|四国|九州|南九州|北九州|東北|北陸|北陸信越|甲信越|信越|山陰|山陽|中央|東部|西部|\
    南部|北部|東|西|南|北|北海道|青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|東京|神奈川|\
    新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|京都|大阪|兵庫|奈良|和歌山|鳥取|島根|岡山|\
    広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄|札幌|仙台|横浜|川崎|\
    相模原|浜松|名古屋|堺|神戸|渋谷|新宿|アメリカ|america|usa|us|ヨーロッパ|europe|欧州|アジア|asia|\
    アジアパシフィック|asiapacific|apac|チャイナ|china|上海|北京|香港|台湾|taiwan|韓国|コリア|korea|\
    タイ|thailand|ベトナム|vietnam|シンガポール|singapore|インド|india|インドネシア|indonesia|\
    マレーシア|malaysia|フィリピン|philippines|ドイツ|germany|イギリス|uk|フランス|france|\
    オーストラリア|australia|ブラジル|海外|グローバル|global|tokyo|osaka|nagoya|east|west|イースト|\
    ウエスト|ウェスト|ノース|サウス";

/// Words before a name that make it another company of the kind.
const GROUP_HEADS: &[&str] = &[
    "新",
    "旧",
    "元祖",
    "本家",
    "大",
    "小",
    "第一",
    "第二",
    "第三",
    "全国",
    "全日本",
    "国際",
    "総合",
    "ニュー",
    "new",
    "共同",
    "協同組合",
    "三代目",
    "二代目",
];
