-- A filled database of schema version 1, for the test that runs all later migrations on it.
UPDATE ledger SET id_seed = -1, ids_made = 2, latest_intent = 7, latest_stage = 'rows', records_made = 1, rule_hash = 'a1b2', rule_number = 3,
    lead_order = x'00000000000000090000000000000004';
INSERT INTO lead VALUES (9, -5, 17, 18, 19, 25, 1, 1, 0), (4, 6, 0, 0, 0, -3, 2, 2, 1);
INSERT INTO handoff VALUES ('H-1', 9, '000000000000000a 00000000000000ff', '2026-11-18T16:00:00', 1, '2026-11-19T10:30:00.25', 0);
INSERT INTO reminder VALUES ('2026-11-24/agenda/会議参加者');
INSERT INTO rule_row VALUES (0), (1);
INSERT INTO rule_cell VALUES (0, 'rule.item', '会社規模'), (0, 'rule.points', '5');
INSERT INTO rule_extra_header VALUES (0, '資本金');
INSERT INTO intent VALUES (0, 7, '2026-11-22T10:00:00', 'rows', 0);
INSERT INTO intent_key VALUES (0, 0, 'handoffs', 'H-1');
INSERT INTO record VALUES (0, 'R-1', '2026-11-22T10:00:00', 'L-0000000009', 'スコア合計', '20', '25', '入力の変更', '3');
INSERT INTO event (at, subject, kind, text) VALUES ('2026-11-22T10:00:00', 'L-0000000009', 'score', '20 → 25');
