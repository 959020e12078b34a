BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE questions (
	id BIGINT NOT NULL, 
	asked_at DATETIME NOT NULL, 
	text TEXT NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	outcome VARCHAR(20) NOT NULL, 
	item VARCHAR(40), 
	confidence FLOAT NOT NULL, 
	candidates JSON NOT NULL, 
	revision VARCHAR(40) NOT NULL, 
	place VARCHAR(40) NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "questions" VALUES(4611686018427387000,'2026-03-01 12:00:00.000000','how many shops, @someone? ändert 币','question','answered','shop-count',0.91,'["shop-count"]','abc123','1100000000000000001');
INSERT INTO "questions" VALUES(77,'2026-03-01 12:01:00.000000','what does a loaf cost','question','unknown',NULL,0.12,'[]','abc123','a DM');
CREATE TABLE reports (
	id INTEGER NOT NULL, 
	question_id BIGINT, 
	reported_at DATETIME NOT NULL, 
	item VARCHAR(40) NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "reports" VALUES(1,4611686018427387000,'2026-03-01 12:03:00.000000','shop-count','it is 13');
CREATE TABLE verdicts (
	question_id BIGINT NOT NULL, 
	given_at DATETIME NOT NULL, 
	picked VARCHAR(40), 
	PRIMARY KEY (question_id)
);
INSERT INTO "verdicts" VALUES(77,'2026-03-01 12:02:00.000000',NULL);
CREATE INDEX ix_questions_asked_at ON questions (asked_at);
CREATE INDEX ix_verdicts_given_at ON verdicts (given_at);
CREATE INDEX ix_reports_reported_at ON reports (reported_at);
COMMIT;
