using System.CommandLine;
using Muster.Cli.Completion;
using Muster.Cli.Validating;

namespace Muster.Cli.Commands;

/// <summary><c>muster validate</c>.</summary>
internal static class ValidateCommand
{
    public static Command Build(CommandContext context)
    {
        var files = new Argument<string[]>("FILE") { Description = "Sweep files (YAML, JSON or CSV) and queue files (YAML or JSON), or - for standard input (YAML or JSON)", Arity = ArgumentArity.OneOrMore }.WithFiles();
        var json = CommonOptions.Json();
        var command = new ExplainedCommand("validate", "Read sweep files and queue files as submit does, and say what is wrong with them.") { files, json };
        command.Examples = ["muster validate sweeps/*.yaml", "muster validate pipeline.json --json", "muster validate - < pipeline.yaml"];
        command.SetAction(parsed =>
        {
            var checks = parsed.GetRequiredValue(files).Select(file => file == FileCheck.StandardInput ? FileCheck.OfInput(context.OpenIn()) : FileCheck.Of(file));
            return parsed.GetValue(json) ? CheckView.WriteJson(context, [.. checks]) : CheckView.Write(context, checks);
        });
        return command;
    }
}
