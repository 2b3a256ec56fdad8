using Muster.Cli.Commands;
using Muster.Specs;

namespace Muster.Cli.Templates;

/// <summary>Goes through the questions, and writes the queue file at the end: who breaks off before finds nothing written.</summary>
internal sealed class TemplateInit(CommandContext context, string? output, bool force)
{
    private readonly TemplateWizard wizard = new(context);

    /// <summary>Goes through with it.</summary>
    /// <param name="name">The template; null: it is asked for.</param>
    /// <returns>The exit code.</returns>
    public int Run(string? name)
    {
        if (output is not null)
            new QueueFileTarget(output, force).Check();
        var listed = name is null ? wizard.AskTemplate() : TemplateCatalog.Find(name, context);
        if (listed is null)
            return BrokenOff();
        if (listed.Problems.Count > 0)
            return Refuse(listed);
        var target = new QueueFileTarget(output ?? $"{listed.Name}{(listed.Template!.Format == SpecFormat.Json ? ".json" : ".yaml")}", force);
        target.Check();
        return wizard.AskValues(listed.Template!) is { } values
            ? TemplateCommand.Write(context, new(listed, values), target)
            : BrokenOff();
    }

    private int Refuse(ListedTemplate listed)
    {
        foreach (var problem in listed.Problems)
            context.Say(problem);
        return ExitCode.Usage;
    }

    private int BrokenOff()
    {
        context.Say("\nThe input ended before all was answered, so nothing was written.");
        return ExitCode.Failed;
    }
}
