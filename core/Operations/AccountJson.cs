using System.Text.Json;

namespace Muster.Operations;

/// <summary>Writes accounts as JSON.</summary>
public static class AccountJson
{
    /// <summary>Writes one attempt as an object.</summary>
    public static void Write(Utf8JsonWriter writer, AttemptAccount account)
    {
        var attempt = account.Of.Attempt;
        writer.WriteStartObject();
        writer.WriteNumber(ResultNames.Index, account.Of.Index);
        writer.WriteString("state", SnakeCase.Of(account.Standing.ToString()));
        writer.WriteNumber("round", account.Of.Round);
        writer.WriteNumber("attempt", attempt.Number);
        writer.WriteString("end", SnakeCase.Of(attempt.End.ToString()));
        Write(writer, "exit_code", ResultValue.Of(attempt.ExitCode));
        Write(writer, "signal", ResultValue.Of(attempt.Signal));
        writer.WriteNumber("slot", attempt.Slot);
        writer.WriteString("worker", attempt.Worker);
        Write(writer, "wait_seconds", ResultValue.Of(account.Wait));
        Write(writer, "run_seconds", ResultValue.Of(attempt.Elapsed));
        Write(writer, "cpu_seconds", ResultValue.Of(attempt.CpuTime));
        Write(writer, account.Efficiency);
        Write(writer, "peak_memory_bytes", ResultValue.Of(attempt.PeakMemoryBytes));
        writer.WriteEndObject();
    }

    /// <summary>Writes totals as an object.</summary>
    public static void Write(Utf8JsonWriter writer, AccountTotals totals)
    {
        writer.WriteStartObject();
        writer.WriteNumber("points", totals.Points);
        writer.WriteNumber("attempts", totals.Attempts);
        Write(writer, "run_seconds", ResultValue.Of(totals.Run));
        Write(writer, "cpu_seconds", ResultValue.Of(totals.Cpu));
        Write(writer, totals.Efficiency);
        Write(writer, "peak_memory_bytes", ResultValue.Of(totals.PeakMemoryBytes));
        writer.WriteStartObject("unknown");
        writer.WriteNumber("run_seconds", totals.Unknown.Run);
        writer.WriteNumber("cpu_seconds", totals.Unknown.Cpu);
        writer.WriteNumber("efficiency", totals.Unknown.Efficiency);
        writer.WriteNumber("peak_memory_bytes", totals.Unknown.PeakMemory);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, double? efficiency)
    {
        if (efficiency is { } part)
            writer.WriteNumber("efficiency", Math.Round(part, 6));
        else
            writer.WriteNull("efficiency");
    }

    private static void Write(Utf8JsonWriter writer, string name, string json)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(json, skipInputValidation: true);
    }
}
