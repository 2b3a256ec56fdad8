using System.CommandLine;
using Muster.Cli.Completion;
using Muster.Cli.Submitting;
using Muster.Cli.Templates;

namespace Muster.Cli.Commands;

/// <summary><c>muster submit</c>.</summary>
internal static class SubmitCommand
{
    private const string TemplateName = "--template";

    public static Command Build(CommandContext context)
    {
        var file = new Argument<string?>("FILE") { Description = "The sweep file (YAML, JSON or CSV) or queue file (YAML or JSON)", Arity = ArgumentArity.ZeroOrOne }.WithFiles();
        var template = new Option<string?>(TemplateName) { Description = "Instead of a file: a template of job graphs, by its name; see 'muster template list'", HelpName = "NAME" }.WithTemplates();
        var values = VarOption.Build(template);
        var submission = new SubmissionOptions(", instead of the file's");
        var command = new ExplainedCommand("submit", "Run a sweep file, or a queue file: a job graph, whose jobs wait for each other.") { file, template, values };
        submission.AddTo(command);
        command.Examples =
        [
            "muster submit sweep.yaml", "muster submit release.yaml", "muster submit sweep.yaml --detach --output-id run.id", "muster submit sweep.yaml --max-concurrent 4 --dry-run", "muster submit sweep.yaml --after ok:last",
            "muster submit --template ml-pipeline --var INPUT=data.csv",
        ];
        command.SetAction((parsed, _) =>
        {
            var read = Reader(parsed.GetValue(file), parsed.GetValue(template), parsed.GetValue(values) ?? [], context);
            var flow = new SubmitFlow(submission.Of(parsed), context, LocalEngineOptions.Of(context));
            var address = CommonOptions.AddressOf(parsed, context);
            return flow.RunAsync(read, address);
        });
        return command;
    }

    /// <summary>What reads the sweep: of a file, or of a template.</summary>
    private static Func<ReadSweep> Reader(string? file, string? template, IReadOnlyList<KeyValuePair<string, string>> values, CommandContext context) => (file, template) switch
    {
        (null, null) => throw new UsageException($"'muster submit' needs FILE, or {TemplateName} NAME. See 'muster submit --help'."),
        (not null, not null) => throw new UsageException($"'muster submit' runs a file or a template, but {file} and {TemplateName} {template} are given. Leave one out."),
        (not null, _) when values.Count > 0 => throw new UsageException($"{VarOption.Name} is for templates, but {file} is a file. Leave it out, or name a template: {TemplateName} NAME"),
        (not null, _) => () => ReadSweep.Of(file),
        (_, not null) => new TemplateSource(TemplateCatalog.Find(template, context), values).ReadToSubmit,
    };
}
