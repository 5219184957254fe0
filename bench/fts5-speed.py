"""SQLite's FTS5 on the documents and queries of embedded-speed.ts, with columns and indexes of its own for facets and dates.
usage: fts5-speed.py FOLDER   reads FOLDER/documents.jsonl and FOLDER/queries.jsonl, prints one line of JSON"""
import json, sqlite3, sys, time

folder = sys.argv[1]
db = sqlite3.connect(f'{folder}/fts5.db')
db.executescript('''pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -262144;
create virtual table text using fts5(title, body, tokenize = "unicode61 remove_diacritics 2");
create table document(id integer primary key, day integer);
create table facet(name text, value text, document integer);
create temp table found(id integer primary key);''')
start = time.process_time()
count = 0
with open(f'{folder}/documents.jsonl') as lines:
    for line in lines:
        count += 1
        one = json.loads(line)
        db.execute('insert into text(rowid, title, body) values (?, ?, ?)', (count, one['title'], one['body']))
        db.execute('insert into document values (?, ?)', (count, one['day']))
        rows = [(name, value, count) for name, values in one['facets'].items() for value in values]
        db.executemany('insert into facet values (?, ?, ?)', rows)
db.executescript('''create index by_value on facet(name, value, document);
create index by_document on facet(document, name, value); create index by_day on document(day);
insert into text(text) values ('optimize');''')
db.commit()
built = count / (time.process_time() - start)
(size,) = db.execute('select page_count * page_size from pragma_page_count(), pragma_page_size()').fetchone()


def marks(values):
    return ','.join('?' * len(values))


def run(query):
    where, values = [], []
    source, order = 'document', 'day desc'
    if query['match']:
        source, order = 'text join document on document.id = text.rowid', 'rank'
        where.append('text match ?')
        values.append(query['match'])
    if query['first'] is not None:
        where.append('day between ? and ?')
        values += [query['first'], query['last']]
    for name, wanted in query['filters'].items():
        where.append(f'exists (select 1 from facet where facet.document = document.id and name = ? and value in ({marks(wanted)}))')
        values += [name, *wanted]
    condition = ' where ' + ' and '.join(where) if where else ''
    hits = [id for (id,) in db.execute(f'select document.id from {source}{condition} order by {order} limit 20', values)]
    db.execute(f'select title, body from text where rowid in ({marks(hits)})', hits).fetchall()
    if not query['facets']:
        return db.execute(f'select count(*) from {source}{condition}', values).fetchone()[0]
    # the matches once, then their facets: left to itself, the planner begins with the facets
    db.execute('delete from found')
    db.execute(f'insert into found select document.id from {source}{condition}', values)
    for name in query['facets']:
        db.execute('select value, count(*) n from found cross join facet on facet.document = found.id and name = ? '
                   'group by value order by n desc limit 20', [name]).fetchall()
    return db.execute('select count(*) from found').fetchone()[0]


times, totals = {}, {}
with open(f'{folder}/queries.jsonl') as lines:
    for line in lines:
        query = json.loads(line)
        start = time.process_time()
        total = run(query)
        times.setdefault(query['class'], []).append((time.process_time() - start) * 1000)
        totals.setdefault(query['class'], []).append(total)
classes = {name: {'p50': sorted(taken)[len(taken) // 2], 'p95': sorted(taken)[int(len(taken) * 0.95)], 'totals': totals[name]}
           for name, taken in times.items()}
print(json.dumps({'documentsPerSecond': built, 'bytes': size, 'classes': classes}))
