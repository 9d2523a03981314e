import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nameOf, SHOTS } from './matrix.ts';
import { SCENES, type Scene } from './scenes.ts';
import { Stage } from './stage.ts';

// `npm run shots`: pictures of the pages in their states, sizes and colours, to look at; after `npm run build`. Words after `--`
// choose those whose names hold one of them: `npm run shots -- canvas-1366 files`.

const folder = fileURLToPath(new URL('../../test-results/shots', import.meta.url));
const wanted = process.argv.slice(2);
const shots = SHOTS.filter((shot) => wanted.length === 0 || wanted.some((word) => nameOf(shot).includes(word)));
mkdirSync(folder, { recursive: true });

const stage = await Stage.open();
const failed: string[] = [];
for (const shot of shots) {
	const name = nameOf(shot);
	const scene: Scene = SCENES[shot.scene];
	try {
		const page = await scene.arrange(stage, shot.look);
		await page.waitForTimeout(700); // what glides, fades or is painted in the next frame has come to rest
		await page.screenshot({ path: join(folder, `${name}.png`) });
		console.log(name);
	} catch (cause) {
		failed.push(name);
		console.error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`);
	}
	await stage.leave();
	await scene.after?.(stage);
}
await stage.close();
console.log(`${shots.length - failed.length} pictures in ${folder}`);
if (failed.length > 0) console.error(`failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
