// Runs a batch of programs on the reference VM, a fresh interpreter each.
//
// Arguments: the path of the interpreter's micropython.mjs.
// Standard input: one JSON array of { "main": source, "files": { "path": source } }.
// Standard output: one JSON object a line and program, in order:
// { "stdout": hex of the bytes printed, "error": text of the uncaught exception or null }.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

// The interpreter's module starts a prompt when an argument names it, so its path is taken off the arguments.
const interpreter = process.argv.pop();
const { loadMicroPython } = await import(pathToFileURL(interpreter).href);
const url = join(dirname(interpreter), "micropython.wasm");

async function run(program) {
    const bytes = [];
    const sink = (chunk) => {
        for (const byte of chunk) bytes.push(byte);
    };
    const vm = await loadMicroPython({
        url,
        heapsize: 4 * 1024 * 1024,
        pystack: 64 * 1024,
        stdout: sink,
        stderr: sink,
        linebuffer: false,
    });
    vm.FS.mkdir("/fixture");
    vm.FS.chdir("/fixture");
    for (const [path, source] of Object.entries(program.files)) {
        const parts = path.split("/");
        for (let depth = 1; depth < parts.length; depth++) {
            const folder = "/fixture/" + parts.slice(0, depth).join("/");
            if (!vm.FS.analyzePath(folder).exists) vm.FS.mkdir(folder);
        }
        vm.FS.writeFile("/fixture/" + path, source);
    }
    let error = null;
    try {
        vm.runPython(program.main);
    } catch (raised) {
        if (raised.name !== "PythonError") error = "reference VM failed: " + raised;
        else if (raised.type !== "SystemExit") error = raised.message;
    }
    return { stdout: Buffer.from(bytes).toString("hex"), error };
}

for (const program of JSON.parse(readFileSync(0, "utf8"))) {
    process.stdout.write(JSON.stringify(await run(program)) + "\n");
}
