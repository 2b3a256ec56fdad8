using Muster.Specs;

namespace Muster.Tests.Specs;

/// <summary>
/// Each file <c>Errors/KIND[.VARIANT].expected.txt</c> holds the exact errors of the sweep file beside it, and says by its name
/// which kind is among them.
/// </summary>
public class SpecErrorTests
{
    private const string Expected = ".expected.txt";
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Specs", "Errors");

    public static TheoryData<string> Cases() => [.. Directory.GetFiles(Folder, "*" + Expected).Select(f => Path.GetFileName(f)[..^Expected.Length]).Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_bad_file_tells_all_its_errors_with_place_value_and_advice(string name)
    {
        var input = Assert.Single(Directory.GetFiles(Folder, name + ".*"), f => !f.EndsWith(Expected, StringComparison.Ordinal) && Path.GetFileNameWithoutExtension(f) == name);

        var reading = SweepFile.Read(input, () => new MemoryStream());

        var told = string.Join("\n", reading.Errors).Replace(Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, name + Expected)).TrimEnd('\n'), told);
        Assert.Contains(Kind(name), reading.Errors.Select(e => e.Kind));
        Assert.Null(reading.Spec);
        Assert.All(reading.Errors, e => Assert.Matches(@"[.?]\z", e.Message));
    }

    [Fact]
    public void Every_kind_of_error_has_a_file() =>
        Assert.Empty(Enum.GetValues<SpecErrorKind>().Except(Cases().Select(c => Kind(c.Data))));

    private static SpecErrorKind Kind(string name) =>
        Enum.Parse<SpecErrorKind>(name.Split('.')[0].Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}
