using System.Text.RegularExpressions;

namespace Muster.Tests.Infra;

/// <summary>Every right on more than named things stands in <c>docs/permissions.md</c>, with the reason; and nothing stands there that is not given.</summary>
public class WildcardTests(SynthesizedPlatform platform)
{
    private static readonly string s_page = Path.Join(Repository.Folder, "docs", "permissions.md");

    [Fact]
    public void Every_statement_with_a_star_has_its_reason()
    {
        var given = platform.Stacks.SelectMany(Given).Distinct().Order(StringComparer.Ordinal);
        var documented = Documented().ToList();
        Assert.Equal(string.Join('\n', given), string.Join('\n', documented.Select(row => row.Right).Order(StringComparer.Ordinal)));
        Assert.All(documented, row => Assert.True(row.Why.Length > 20, $"{row.Right} needs a reason that says why it cannot be narrower."));
    }

    private static IEnumerable<string> Given(SynthesizedStack stack) =>
        from statement in Statement.Of(stack)
        where statement.Allows
        from resource in statement.On
        where resource.Contains('*', StringComparison.Ordinal)
        select $"{Who(statement)} | {string.Join(", ", statement.Actions.Order(StringComparer.Ordinal).Select(action => $"`{action}`"))} | `{General(resource, stack)}`";

    private static string Who(Statement statement) => statement.Where switch
    {
        var id when id.StartsWith("Agent", StringComparison.Ordinal) => "agents",
        var id when id.StartsWith("Client", StringComparison.Ordinal) => "clients",
        var id when id.StartsWith("Instance", StringComparison.Ordinal) => "instances",
        var id when id.StartsWith("ResultBucket", StringComparison.Ordinal) => "bucket",
        // All functions have a log and the records; what else one has stands under its name.
        var id when id.StartsWith("Functions", StringComparison.Ordinal) => statement.Actions[0][..2] is "lo" or "dy" ? "functions" : $"`{id["Functions".Length..id.IndexOf("Role", StringComparison.Ordinal)]}`",
        var id => $"`{id[..id.IndexOf("Role", StringComparison.Ordinal)].ToLowerInvariant()}`",
    };

    private static string General(string resource, SynthesizedStack stack) => Regex.Replace(resource, "/aws/lambda/[a-z-]+", "/aws/lambda/FUNCTION", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
        .Replace($"muster-{SynthesizedPlatform.Deployment}-{SynthesizedPlatform.HubAccount}-{SynthesizedPlatform.HubRegion}", "BUCKET", StringComparison.Ordinal)
        .Replace(stack.Account, "ACCOUNT", StringComparison.Ordinal).Replace(stack.Region, "REGION", StringComparison.Ordinal)
        .Replace($"muster-{SynthesizedPlatform.Deployment}-", "muster-NAME-", StringComparison.Ordinal);

    private static IEnumerable<(string Right, string Why)> Documented() =>
        from line in File.ReadAllLines(s_page)
        where line.StartsWith("| ", StringComparison.Ordinal) && line.Contains('*', StringComparison.Ordinal)
        let cells = line.Trim('|', ' ').Split(" | ")
        select (string.Join(" | ", cells[..3]), cells[3]);
}
