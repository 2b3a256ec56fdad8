using System.Management.Automation;
using Muster.Cli.Templates;
using Muster.PowerShell.Completers;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;

namespace Muster.PowerShell.Templates;

/// <summary><c>Get-MusterTemplate</c>: the templates of queue files, built-in ones and your own, with their variables and their text.</summary>
[Cmdlet(VerbsCommon.Get, "MusterTemplate")]
[OutputType(typeof(MusterTemplate))]
public sealed class GetMusterTemplate : MusterCmdlet
{
    /// <summary>Names; wildcards are allowed. Left out: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TemplateCompleter))]
    public string[] Name { get; set; } = [];

    internal override object? Target => Name is [var only] ? only : null;

    internal override async Task ProcessAsync(ICmdletSink sink, CancellationToken cancel)
    {
        var all = TemplateCatalog.All(Environment.GetEnvironmentVariable);
        if (Name.Length == 0)
            Give(all, sink);
        foreach (var name in Name)
        {
            await EachAsync(sink, name, () =>
            {
                if (WildcardPattern.ContainsWildcardCharacters(name))
                    Give(all.Where(template => WildcardPattern.Get(name, WildcardOptions.IgnoreCase).IsMatch(template.Name)), sink);
                else if (all.FirstOrDefault(template => string.Equals(template.Name, name, StringComparison.OrdinalIgnoreCase)) is { } found)
                    Give([found], sink);
                else
                    sink.Fail(ToldErrors.NoTemplate(Missing(name), name));
                return Task.CompletedTask;
            });
        }
    }

    private static void Give(IEnumerable<ListedTemplate> templates, ICmdletSink sink)
    {
        foreach (var template in templates)
        {
            sink.Write(new MusterTemplate(template));
            foreach (var problem in template.Problems)
                sink.Warn(problem);
        }
    }

    private static string Missing(string name)
    {
        try
        {
            TemplateCatalog.Find(name, Environment.GetEnvironmentVariable);
            return $"There is no template '{name}'.";
        }
        catch (Cli.UsageException none)
        {
            return none.Message;
        }
    }
}
