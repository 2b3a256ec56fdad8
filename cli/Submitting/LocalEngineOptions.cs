using System.Globalization;
using System.Security.Cryptography;
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
    public static EngineOptions Of(CommandContext context) => new(context.Time, Chance, Price(context.Environment(PriceVariable)));

    /// <summary>Chance, from 0 up to 1.</summary>
    public static double Chance() => (double)(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) >> 11) / Steps;

    private static decimal Price(string? text) =>
        string.IsNullOrEmpty(text) ? 0
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) ? price
        : throw new UsageException($"{PriceVariable} is '{text}'; it is what this machine costs in USD per hour, such as 0.25. Correct it, or unset it.");
}
