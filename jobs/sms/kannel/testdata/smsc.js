// A carrier's SMSC (SMPP 3.4) on loopback, whose answer goes by the end of the
// number. It prints one JSON object a line for each submit_sm, and takes lines
// of JSON on standard input: {"from","to","text"} is an answer to deliver.
const smpp = require('smpp');
const say = line => process.stdout.write(JSON.stringify(line) + '\n');
const sessions = new Set(), throttled = {};
let n = 0;

const server = smpp.createServer({}, session => {
  sessions.add(session);
  session.on('close', () => sessions.delete(session));
  session.on('error', () => sessions.delete(session));
  const bind = pdu => { session.send(pdu.response({ system_id: 'SMSC' })); say({ bound: pdu.system_id }); };
  for (const how of ['bind_transceiver', 'bind_receiver', 'bind_transmitter']) session.on(how, bind);
  session.on('enquire_link', pdu => session.send(pdu.response()));
  session.on('unbind', pdu => { session.send(pdu.response()); session.close(); });
  session.on('submit_sm', pdu => submit(session, pdu));
});

function submit(session, pdu) {
  n++;
  const to = pdu.destination_addr, id = (0x10000 + n).toString(16), part = pdu.short_message;
  const udh = part.udh ? part.udh.map(u => [...u]) : null;
  const refuse = status => session.send(pdu.response({ command_status: status }));
  const record = outcome => say({ to, outcome, hex: Buffer.from(String(part.message), 'utf16le').swap16().toString('hex'), coding: pdu.data_coding, udh });
  if (to.endsWith('0011')) { record('refused'); return refuse(smpp.ESME_RINVDSTADR); }
  if (to.endsWith('0088') && (throttled[to] = (throttled[to] || 0) + 1) < 3) { record('throttled'); return refuse(smpp.ESME_RTHROTTLED); }
  if (to.endsWith('0099')) return record('silent'); // never answers
  record('taken');
  session.send(pdu.response({ message_id: id }));
  if (!pdu.registered_delivery || to.endsWith('0033')) return; // 0033: the receipt never comes
  const stat = { '0022': 'UNDELIV', '0044': 'EXPIRED', '0055': 'REJECTD' }[to.slice(-4)] || 'DELIVRD';
  const ok = stat === 'DELIVRD', day = '2611231740';
  const text = `id:${id} sub:001 dlvrd:${ok ? '001' : '000'} submit date:${day} done date:${day} stat:${stat} err:${ok ? '000' : '027'} text:`;
  const report = () => session.deliver_sm({
    esm_class: 4, source_addr: to, destination_addr: pdu.source_addr, short_message: text,
    receipted_message_id: id, message_state: { DELIVRD: 2, EXPIRED: 3, UNDELIV: 5, REJECTD: 8 }[stat],
  });
  setTimeout(report, 5);
  if (to.endsWith('0066')) setTimeout(report, 50);
}

require('readline').createInterface({ input: process.stdin }).on('line', line => {
  const { from, to, text } = JSON.parse(line);
  for (const s of sessions) s.deliver_sm({ source_addr: from, destination_addr: to, data_coding: 8, short_message: Buffer.from(text, 'utf16le').swap16() });
}).on('close', () => process.exit(0));

server.listen(Number(process.env.PORT), '127.0.0.1', () => say({ listening: true }));
