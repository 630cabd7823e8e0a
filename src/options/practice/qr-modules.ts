// The QR code of core/practice.ts, drawn once (level M, 41 × 41): no encoder has to be carried along for one picture. Its test reads it.

/** Modules a side. */
const SIZE = 41;

/** A row each, its left-most module in the highest of 41 bits. */
const rows = [
  '1fc64afe87f',
  '104669bdf41',
  '175a9cf865d',
  '1758b2a5d5d',
  '175ae4f1b5d',
  '1053c013941',
  '1fd5555557f',
  '001430d3300',
  '17c22e5be7c',
  '062942616cd',
  '0dc04d86cdf',
  '1216895323a',
  '09c755dbbac',
  '12b6a0c6e34',
  '0a40a53b208',
  '15868c26108',
  '00474d2a02e',
  '0e18127647b',
  '15f0a462cf0',
  '140b2014c15',
  '0367a6f2732',
  '188ef19dec3',
  '17c6fdfe948',
  '1d2ef584117',
  '19faac579bf',
  '1c8d7bad229',
  '126d41d70f2',
  '0007523508b',
  '034c4008baf',
  '13b70513e58',
  '11f0f684f31',
  '140b9bd9cbb',
  '13f97e893f7',
  '0017aaff111',
  '1fc86aaf550',
  '105b7fda712',
  '175ac3b75fe',
  '175b1451603',
  '1758c9832f6',
  '104b2dd0756',
  '1fdb524ea58',
] as const;

/** Row by row; true is dark. */
export const qrModules: readonly (readonly boolean[])[] = rows.map((row) =>
  Array.from(BigInt(`0x${row}`).toString(2).padStart(SIZE, '0'), (bit) => bit === '1'),
);
