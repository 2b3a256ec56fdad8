using System.Text;
using Muster.PowerShell;

namespace Muster.Tests.Module.Reference;

/// <summary>Writes the topic about the ids of errors, from what is said of them where they are defined.</summary>
internal static class AboutErrors
{
    private const int Width = 78;
    private static readonly XmlComments s_comments = XmlComments.Of(typeof(ErrorId).Assembly);

    /// <summary>When an error comes, and what helps.</summary>
    public static (string When, string Cure) Of(ErrorId id)
    {
        var field = typeof(ErrorId).GetField(id.ToString())!;
        return (string.Join(' ', s_comments.Of(field, "summary")), string.Join(' ', s_comments.Of(field, "remarks")));
    }

    /// <summary>The topic.</summary>
    public static string Topic()
    {
        var topic = new StringBuilder("""
            TOPIC
                about_Muster_Errors

            SHORT DESCRIPTION
                The ids of the errors of Muster's cmdlets, and what helps.

            LONG DESCRIPTION
                Every error of a cmdlet has an id that does not change, so that scripts
                can tell errors apart. FullyQualifiedErrorId has it before the first
                comma:

                    try { Get-MusterRun nosuch -ErrorAction Stop }
                    catch {
                        switch -Wildcard ($_.FullyQualifiedErrorId) {
                            'RunNotFound,*' { 'No such run.' }
                            default         { throw }
                        }
                    }

                The message says what failed for which thing, the value found, what is
                allowed, and what to do. TargetObject is the thing; where there is more to
                say of the cure, ErrorDetails.RecommendedAction has it.

                An error about one of several inputs does not end the cmdlet: the others
                have their turn. One that would come with each input does.

            ERRORS

            """);
        foreach (var id in Enum.GetValues<ErrorId>())
        {
            var (when, cure) = Of(id);
            topic.Append($"    {id}\n{Wrapped(when)}{Wrapped(cure)}\n");
        }

        return topic.Append("SEE ALSO\n    about_Muster\n    about_Try_Catch_Finally\n").ToString();
    }

    private static string Wrapped(string text)
    {
        var lines = new StringBuilder();
        var line = new StringBuilder();
        foreach (var word in text.Replace("`", "", StringComparison.Ordinal).Split(' '))
        {
            if (line.Length > 0 && 8 + line.Length + 1 + word.Length > Width)
            {
                lines.Append($"        {line}\n");
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        return lines.Append($"        {line}\n").ToString();
    }
}
