using System.Text;
using System.Text.Json.Nodes;

namespace Muster.Tests.Infra;

/// <summary>A machine as a page of the documents: a diagram, and a table of what it calls.</summary>
internal static class MachineDiagram
{
    /// <summary>The page.</summary>
    public static string Page(string name, JsonObject definition)
    {
        var page = new StringBuilder($"""
            # The machine `{name}`

            {definition["Comment"]!.GetValue<string>()}

            This page is made from the definition by `MachineTests`; `MUSTER_ACCEPT=1` writes it anew.

            ```mermaid
            stateDiagram-v2

            """);
        new Drawing(page).Draw(definition, "  ");
        page.Append("```\n\n| state | calls | is tried again | when it fails |\n|---|---|---|---|\n");
        foreach (var state in AslState.All(definition).Where(state => state.Kind == "Task"))
            page.Append($"| {state.Name} | `{Called(state.Calls!)}` | {Retries(state.State)} | {Failing(state.State)} |\n");
        return page.ToString();
    }

    private static string Called(string resource) => resource.Split(':') is ["arn", "aws", "lambda", .., var function] ? function["muster-test-".Length..] : resource["arn:aws:states:::".Length..];

    private static string Retries(JsonObject state) => state["Retry"] is not { } retries ? "no" : string.Join("; ", retries.AsArray().Select(retry =>
        $"{retry!["MaxAttempts"]} times after {string.Join(", ", retry["ErrorEquals"]!.AsArray().Select(error => $"`{error}`"))}"));

    private static string Failing(JsonObject state) => state["Catch"] is not { } catchers ? "what it is part of fails" : string.Join("; ", catchers.AsArray().Select(catcher =>
        $"`{string.Join("`, `", catcher!["ErrorEquals"]!.AsArray())}`: {catcher["Next"]}"));

    private sealed class Drawing(StringBuilder page)
    {
        private int count;

        public void Draw(JsonObject machine, string indent)
        {
            var states = machine["States"]!.AsObject();
            var ids = states.ToDictionary(state => state.Key, _ => $"s{++count}");
            page.Append($"{indent}[*] --> {ids[machine["StartAt"]!.GetValue<string>()]}\n");
            foreach (var (name, state) in states)
            {
                page.Append($"{indent}state \"{name}\" as {ids[name]}\n");
                if (state!["ItemProcessor"] is { } each)
                {
                    page.Append($"{indent}state {ids[name]} {{\n");
                    Draw(each.AsObject(), indent + "  ");
                    page.Append($"{indent}}}\n");
                }

                foreach (var (next, why) in Ways(state.AsObject()))
                    page.Append($"{indent}{ids[name]} --> {(next is null ? "[*]" : ids[next])}{(why is null ? "" : $" : {why}")}\n");
            }
        }

        private static IEnumerable<(string? Next, string? Why)> Ways(JsonObject state)
        {
            foreach (var rule in state["Choices"]?.AsArray() ?? [])
                yield return (rule!["Next"]!.GetValue<string>(), Condition(rule.AsObject()));
            if (state["Default"] is { } otherwise)
                yield return (otherwise.GetValue<string>(), "else");
            if (state["Next"] is { } next)
                yield return (next.GetValue<string>(), null);
            foreach (var catcher in state["Catch"]?.AsArray() ?? [])
                yield return (catcher!["Next"]!.GetValue<string>(), catcher["ErrorEquals"]![0]!.GetValue<string>() is "States.ALL" ? "it failed" : catcher["ErrorEquals"]![0]!.GetValue<string>());
            if (state["End"] is not null || state["Type"]!.GetValue<string>() is "Succeed")
                yield return (null, null);
            if (state["Type"]!.GetValue<string>() is "Fail")
                yield return (null, "failed");
        }

        private static string Condition(JsonObject rule)
        {
            if (rule["And"] is { } all)
                return string.Join(" and ", all.AsArray().Select(part => Condition(part!.AsObject())).Distinct());
            if (rule["Not"] is { } not)
                return $"not {Condition(not.AsObject())}";
            var variable = rule["Variable"]!.GetValue<string>().TrimStart('$').TrimStart('.').Replace("[0].", "", StringComparison.Ordinal);
            var (test, value) = rule.First(member => member.Key is not ("Variable" or "Next"));
            return test switch
            {
                "StringEquals" => $"{variable} is {value}",
                "NumericGreaterThan" => $"{variable} above {value}",
                "TimestampGreaterThanEqualsPath" => $"{variable} has not passed",
                "StringGreaterThan" or "IsString" or "IsPresent" => $"{variable} is there",
                _ => throw new NotSupportedException(test),
            };
        }
    }
}
