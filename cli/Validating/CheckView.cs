using System.Text.Json;
using Muster.Cli.Rendering;
using Muster.Specs;

namespace Muster.Cli.Validating;

/// <summary>Tells what came of reading sweep files and queue files.</summary>
internal static class CheckView
{
    /// <summary>A line for each good file; errors and notices go to standard error. Each file is told as soon as it is read.</summary>
    public static int Write(CommandContext context, IEnumerable<FileCheck> checks)
    {
        var code = ExitCode.Done;
        foreach (var check in checks)
        {
            foreach (var error in check.Reading.Errors)
                context.Say(error.ToString());
            if (check.Reading.Notice is { } notice)
                context.Say($"{check.File}: {notice}");
            if (check.Points is { } points)
                WriteGood(context, check, points);
            else
                code = ExitCode.Usage;
        }

        return code;
    }

    private static void WriteGood(CommandContext context, FileCheck check, long points)
    {
        string?[] sizes = [check.Reading.Kind == SpecKind.Sweep ? Human.Count(points, "point") : null, check.Plan?.Size];
        context.Out.WriteLine($"{check.File}: {check.Reading.Spec!.Name}, {string.Join(", each ", sizes.OfType<string>())}");
        if (check.Plan is { } plan)
            context.Out.WriteLine($"  order: {plan.Sequence}");
    }

    /// <summary>All of it as a list.</summary>
    public static int WriteJson(CommandContext context, IReadOnlyList<FileCheck> checks)
    {
        context.WriteJson(writer =>
        {
            writer.WriteStartArray();
            foreach (var check in checks)
                Write(writer, check);
            writer.WriteEndArray();
        });
        return checks.Any(check => check.Reading.Errors.Count > 0) ? ExitCode.Usage : ExitCode.Done;
    }

    private static void Write(Utf8JsonWriter writer, FileCheck check)
    {
        writer.WriteStartObject();
        writer.WriteString("file", check.File);
        writer.WriteString("kind", check.Reading.Kind switch { SpecKind.Sweep => "sweep", SpecKind.Queue => "queue", _ => null });
        writer.WriteString("name", check.Reading.Spec?.Name);
        writer.WriteBoolean("valid", check.Reading.Spec is not null);
        Write(writer, "points", check.Points);
        Write(writer, "jobs", check.Plan?.Order.Count);
        Write(writer, "levels", check.Plan?.Levels);
        Write(writer, "max_parallel", check.Plan?.MaxParallel);
        writer.WriteStartArray("errors");
        foreach (var error in check.Reading.Errors)
            Write(writer, error);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, long? count)
    {
        if (count is { } known)
            writer.WriteNumber(name, known);
        else
            writer.WriteNull(name);
    }

    private static void Write(Utf8JsonWriter writer, SpecError error)
    {
        writer.WriteStartObject();
        writer.WriteString("file", error.At.File);
        writer.WriteNumber("line", error.At.Line);
        writer.WriteNumber("column", error.At.Column);
        writer.WriteString("message", error.Message);
        writer.WriteString("key", error.Suggestion);
        writer.WriteEndObject();
    }
}
