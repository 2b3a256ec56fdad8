using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Muster.Graphs;
using Muster.Runs;
using Muster.Testing.Blobs;
using Muster.Tests.Core.Sweeps;

namespace Muster.Tests.Core.Graphs;

public class ResultManifestTests
{
    private static readonly string Digest = new('a', 64);

    [Fact]
    public void A_manifest_is_written_in_one_line()
    {
        var manifest = new ResultManifest([new("out/model.bin", "graphs/1-0/train/2.e3/out/model.bin", 123, Digest, 0x1A4), new("log", "graphs/1-0/train/2.e3/log", 0, Digest, null)]);

        Assert.Equal(
            $$"""
            {"schema":1,"files":[{"path":"out/model.bin","key":"graphs/1-0/train/2.e3/out/model.bin","length":123,"sha256":"{{Digest}}","mode":"644"},{"path":"log","key":"graphs/1-0/train/2.e3/log","length":0,"sha256":"{{Digest}}"}]}
            """,
            Encoding.UTF8.GetString(ResultManifestJson.Write(manifest)));
    }

    [Fact]
    public void Any_manifest_comes_back_and_has_the_same_bytes_again() =>
        Prop.ForAll(Any().ToArbitrary(), manifest =>
        {
            var bytes = ResultManifestJson.Write(manifest);
            var back = ResultManifestJson.Read(bytes);
            Assert.Equal(manifest.Files, back.Files);
            return ResultManifestJson.Write(back).SequenceEqual(bytes);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("path", "\"../x\"", "the path \"../x\" has the part \"..\".")]
    [InlineData("path", "\"/etc/passwd\"", "the path \"/etc/passwd\" is absolute.")]
    [InlineData("path", "\"a//b\"", "the path \"a//b\" has an empty part.")]
    [InlineData("path", "\"\"", "the path \"\" has an empty part.")]
    [InlineData("path", "null", "path is missing.")]
    [InlineData("key", "\"../other/x\"", "of the file \"a\", the key \"../other/x\" has the part \"..\".")]
    [InlineData("length", "-1", "of the file \"a\", the length is -1.")]
    [InlineData("sha256", "\"AB\"", "of the file \"a\", the SHA-256 is \"AB\", which is no lower-case hex of 64 digits.")]
    [InlineData("mode", "\"4755\"", "mode is \"4755\", which is no octal number up to 777.")]
    [InlineData("mode", "\"8\"", "mode is \"8\", which is no octal number up to 777.")]
    [InlineData("mode", "\"\"", "mode is \"\", which is no octal number up to 777.")]
    public void A_file_that_says_something_odd_is_refused(string member, string value, string problem)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["path"] = "\"a\"", ["key"] = "\"graphs/1-0/a\"", ["length"] = "1", ["sha256"] = $"\"{Digest}\"", ["mode"] = "\"644\"", [member] = value,
        };
        var json = $$"""{"schema":1,"files":[{{{string.Join(',', members.Select(pair => $"\"{pair.Key}\":{pair.Value}"))}}}]}""";

        Assert.Equal($"This is no manifest of a job's files: {problem}", Assert.Throws<InvalidDataException>(() => ResultManifestJson.Read(Encoding.UTF8.GetBytes(json))).Message);
    }

    [Fact]
    public void A_manifest_of_another_schema_is_refused() => Assert.Equal(
        "This manifest of a job's files has schema 2, but this Muster reads schema 1. Use the version of Muster that wrote it, or a newer one.",
        Assert.Throws<InvalidDataException>(() => ResultManifestJson.Read("""{"schema":2,"files":[]}"""u8.ToArray())).Message);

    [Fact]
    public void What_would_not_be_read_is_not_written()
    {
        var file = new ManifestFile("a", "graphs/1-0/a", 1, Digest, null);

        Assert.Equal("two files have the path \"a\".", Assert.Throws<FormatException>(() => ResultManifestJson.Write(new([file, file]))).Message);
        Assert.Equal(
            "of the file \"a\", the mode is 512, which is not within 0 and 511 (777 in octal).",
            Assert.Throws<FormatException>(() => ResultManifestJson.Write(new([file with { Mode = 0x200 }]))).Message);
    }

    [Fact]
    public async Task A_manifest_is_found_by_its_reference_and_none_where_it_is_gone()
    {
        var (blobs, run, cancel) = (new InMemoryBlobStore(), new RunId("r1"), TestContext.Current.CancellationToken);
        var manifest = new ResultManifest([new("a", "graphs/1-0/a", 1, Digest, 0x1ED)]);
        using var content = new MemoryStream(ResultManifestJson.Write(manifest));
        await blobs.PutAsync("runs/r1/graphs/1-0/a/1.e1/manifest.json", content, cancel);

        Assert.Equal(manifest.Files, (await ResultManifest.ReadAsync(blobs, run, "graphs/1-0/a/1.e1/manifest.json", cancel))?.Files);
        Assert.Null(await ResultManifest.ReadAsync(blobs, run, "graphs/1-0/a/2.e1/manifest.json", cancel));
    }

    private static Gen<ResultManifest> Any() =>
        from texts in Texts.Any.ListOf()
        from length in Gen.Choose(0, 1 << 30)
        from mode in Gen.Choose(-1, 0x1FF)
        select new ResultManifest([.. texts.Select((text, i) => $"{i}-{text.Replace("/", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal)}")
            .Select(path => new ManifestFile($"out/{path}", $"graphs/1-0/j/{path}", length, Digest, mode < 0 ? null : mode))]);
}
