-- Leads an archive of schema version 3 back to what version 1 was: no walks, no listed days, other indexes on `articles`.
BEGIN IMMEDIATE;
DROP TABLE walks;
ALTER TABLE pending DROP COLUMN day;
DROP INDEX articles_in_order;
DROP INDEX articles_by_site_and_day;
DROP INDEX articles_by_arrival;
DROP INDEX articles_by_text;
DROP INDEX articles_by_story;
CREATE INDEX articles_by_day ON articles (date, id);
CREATE INDEX articles_by_content ON articles (site, content_sha256);
CREATE INDEX articles_by_story ON articles (story_id);
UPDATE schema_version SET version = 1;
COMMIT;
