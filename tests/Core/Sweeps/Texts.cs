using FsCheck;
using FsCheck.Fluent;

namespace Muster.Tests.Core.Sweeps;

/// <summary>Texts that are hard on formats: quotes, commas, line ends, white space, characters of all lengths; no NUL and no half characters.</summary>
internal static class Texts
{
    public static Gen<string> Any { get; } = Gen.Elements(
        "a", "Z", "0", "7", ".", "-", "e", " ", ",", ";", ":", "#", "\"", "'", "\\", "/", "\n", "\r\n", "\t", "[", "]", "{", "}", "&", "*", "!", "%", "@", "`", "|", ">", "?", "~",
        "null", "true", "=", "$", "é", "ß", "漢", "🙂", "\u2028", "\u007f", "\u0085", "<", "+").ListOf().Select(p => string.Concat(p.Take(8)));
}
