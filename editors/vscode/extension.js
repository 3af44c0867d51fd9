// Starts `termwise lsp` for .deal files and hands everything else to the language client.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = () => {
  const command = workspace.getConfiguration("termwise").get("command");
  client = new LanguageClient(
    "termwise",
    "Termwise",
    { command, args: ["lsp"] },
    {
      documentSelector: [{ scheme: "file", language: "termwise" }],
      synchronize: { fileEvents: workspace.createFileSystemWatcher("**/*.deal") },
    },
  );
  return client.start();
};

exports.deactivate = () => client?.stop();
