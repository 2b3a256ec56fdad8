using System.CommandLine;
using Muster.Cli.Completion;
using Muster.Cli.Rendering;
using Muster.Cli.Templates;

namespace Muster.Cli.Commands;

/// <summary><c>muster template</c>.</summary>
internal static class TemplateCommand
{
    public static Command Build(CommandContext context) => new ExplainedCommand("template", "Make queue files, which hold job graphs, from templates: those built in, and your own.")
    {
        List(context), Show(context), Generate(context), Init(context),
    };

    private static ExplainedCommand List(CommandContext context)
    {
        var json = CommonOptions.Json();
        var list = new ExplainedCommand("list", "Show the templates, built-in ones and your own.") { json };
        list.Examples = ["muster template list", "muster template list --json"];
        list.SetAction(parsed =>
        {
            var all = TemplateCatalog.All(context);
            if (parsed.GetValue(json))
                TemplateListView.WriteJson(context, all);
            else
                TemplateListView.Write(context, all);
            return ExitCode.Done;
        });
        return list;
    }

    private static ExplainedCommand Show(CommandContext context)
    {
        var (name, json) = (Name(), CommonOptions.Json());
        var text = new Option<bool>("--text") { Description = "Show its text alone, to make a template of your own of it" };
        var show = new ExplainedCommand("show", "Show a template: its variables with their defaults, and its text.") { name, text, json };
        show.Examples = ["muster template show ml-pipeline", "muster template show etl --text > ~/.config/muster/templates/my-etl.json"];
        show.SetAction(parsed =>
        {
            var listed = TemplateCatalog.Find(parsed.GetRequiredValue(name), context);
            if (parsed.GetValue(json))
                TemplateShowView.WriteJson(context, listed);
            else if (parsed.GetValue(text))
                context.Out.Write(listed.Template!.Text);
            else
                TemplateShowView.Write(context, listed);
            foreach (var problem in parsed.GetValue(json) ? [] : listed.Problems)
                context.Say(problem);
            return listed.Problems.Count == 0 ? ExitCode.Done : ExitCode.Usage;
        });
        return show;
    }

    private static ExplainedCommand Generate(CommandContext context)
    {
        var name = Name();
        var (values, output, force) = (VarOption.Build(name), Output("The file to write, or - for standard output (default: standard output)"), Force());
        var generate = new ExplainedCommand("generate", "Make a queue file from a template and values for its variables.") { name, values, output, force };
        generate.Examples = ["muster template generate ml-pipeline --var INPUT=data.csv", "muster template generate etl --var SOURCE=orders.csv --var DESTINATION=warehouse -o etl.json"];
        generate.SetAction(parsed =>
        {
            var target = new QueueFileTarget(parsed.GetValue(output) ?? "-", parsed.GetValue(force));
            target.Check();
            return Write(context, new(TemplateCatalog.Find(parsed.GetRequiredValue(name), context), parsed.GetValue(values) ?? []), target);
        });
        return generate;
    }

    private static ExplainedCommand Init(CommandContext context)
    {
        var name = Name();
        name.Arity = ArgumentArity.ZeroOrOne;
        name.Description = $"{name.Description}; without it you are asked";
        var (output, force) = (Output("The file to write, or - for standard output (default: NAME.json or NAME.yaml in the current directory)"), Force());
        var init = new ExplainedCommand("init", "Ask for a template and its variables on the terminal, and write the queue file.") { name, output, force };
        init.Examples = ["muster template init", "muster template init ci-cd -o pipeline.json"];
        init.AlsoExitsWith = [ExitCode.Failed, ExitCode.Interrupted];
        init.SetAction(parsed =>
        {
            if (!Asking.CanAsk(context))
                throw new UsageException("'muster template init' asks, and there is no terminal to ask on. Give the values beforehand: muster template generate NAME --var NAME=VALUE");
            return new TemplateInit(context, parsed.GetValue(output), parsed.GetValue(force)).Run(parsed.GetValue(name));
        });
        return init;
    }

    /// <summary>Writes what came of a template, or tells what is wrong.</summary>
    internal static int Write(CommandContext context, TemplateSource source, QueueFileTarget target)
    {
        var reading = source.Read(() => Stream.Null);
        foreach (var error in reading.Errors)
            context.Say(error.ToString());
        if (reading.Spec is not { Graph: { } graph } spec)
            return ExitCode.Usage;
        target.Write(context, source.Text!);
        if (target.IsFile)
            context.Say($"Wrote {target.Path}: {spec.Name}, {Human.Count(graph.Jobs.Count, "job")}.");
        return ExitCode.Done;
    }

    private static Argument<string> Name() => new Argument<string>("NAME") { Description = "The template, as 'muster template list' shows it" }.WithTemplates();

    private static Option<string?> Output(string description) => new Option<string?>("--output", "-o") { Description = description, HelpName = "FILE" }.WithFiles();

    private static Option<bool> Force() => new("--force") { Description = "Replace the file if it is there" };
}
