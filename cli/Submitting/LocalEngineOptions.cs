using System.Globalization;
using Muster.Local.Engine;

namespace Muster.Cli.Submitting;

/// <summary>How the engine works on this machine, by the environment.</summary>
internal static class LocalEngineOptions
{
    /// <summary>The variable that says what this machine costs in USD per hour; default 0.</summary>
    public const string PriceVariable = "MUSTER_USD_PER_HOUR";

    private const long Steps = 1L << 53;

    /// <summary>The options.</summary>
    /// <exception cref="UsageException">The price is no number of 0 or more.</exception>
    public static EngineOptions Of(CommandContext context) => Of(context.Time, context.Environment);

    /// <summary>The options.</summary>
    /// <exception cref="UsageException">The price is no number of 0 or more.</exception>
    public static EngineOptions Of(TimeProvider time, Func<string, string?> environment) => new(time, Chance, Price(environment(PriceVariable)));

    /// <summary>Chance, from 0 up to 1. It comes from the system by way of an id of which 62 bits are chance: the other way would load all of OpenSSL, 4 MB for an agent that is idle.</summary>
    public static double Chance()
    {
        Span<byte> id = stackalloc byte[16];
#pragma warning disable RS0030 // chance enters here
        Guid.NewGuid().TryWriteBytes(id);
#pragma warning restore RS0030
        return (double)(BitConverter.ToUInt64(id[8..]) >> 11) / Steps; // what is no chance is in the lowest byte
    }

    private static decimal Price(string? text) =>
        string.IsNullOrEmpty(text) ? 0
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) ? price
        : throw new UsageException($"{PriceVariable} is '{text}'; it is what this machine costs in USD per hour, such as 0.25. Correct it, or unset it.");
}
