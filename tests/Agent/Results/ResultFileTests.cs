using Muster.Agent.Results;

namespace Muster.Tests.Agent.Results;

public sealed class ResultFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Missing_file_is_no_result_and_no_problem() => Assert.Equal(default, ResultFile.Read(_folder["none.json"]));

    [Fact]
    public void Object_is_read_compactly_with_its_own_numbers_and_order()
    {
        var path = _folder.Write("result.json", "\uFEFF{ \"z\": 1e-4,\n \"a\": [ 7.0 ], \"text\": \"ü <b>\" }\n");

        Assert.Equal("""{"z":1e-4,"a":[7.0],"text":"ü <b>"}"""u8.ToArray(), ResultFile.Read(path).Json);
    }

    [Theory]
    [InlineData("[1]", "it holds an array and not a JSON object, such as {\"loss\": 0.25}")]
    [InlineData("1", "it holds a number and not a JSON object, such as {\"loss\": 0.25}")]
    [InlineData("{\n \"a\": 1,\n}", "line 3, byte 1: The JSON object contains a trailing comma at the end which is not supported in this mode. Change the reader options; it is to be a JSON object, such as {\"loss\": 0.25}")]
    [InlineData("", "it is empty")]
    [InlineData("{\"a\":1,\"a\":2}", "Duplicate property 'a' encountered during deserialization; it is to be a JSON object, such as {\"loss\": 0.25}")]
    [InlineData("{\"a\": nan}", "line 1, byte 8: 'nan}' is an invalid JSON literal. Expected the literal 'null'; it is to be a JSON object, such as {\"loss\": 0.25}")]
    [InlineData("notjson\n", "it holds 'notjson' and not a JSON object, such as {\"loss\": 0.25}")]
    [InlineData(" 0123456789012345678901234567890123456789abc\nmore", "it holds '0123456789012345678901234567890123456789…' and not a JSON object, such as {\"loss\": 0.25}")]
    [InlineData(" \n\n", "it holds only blanks and not a JSON object, such as {\"loss\": 0.25}")]
    public void Text_that_is_no_object_is_told_with_its_place(string text, string reason)
    {
        var path = _folder.Write("result.json", text);

        Assert.Equal(new ResultReading(null, $"result file {path}: {reason}"), ResultFile.Read(path));
    }

    [Fact]
    public void Too_large_a_file_is_told()
    {
        var path = _folder.Write("result.json", new string(' ', ResultFile.MostBytes + 1));

        Assert.Equal(
            $"result file {path}: it has 1048577 bytes, and at most 1048576 are allowed; write large results to other files and collect them by results.paths",
            ResultFile.Read(path).Problem);
    }

    [Fact]
    public void Pipe_and_folder_are_told_and_not_waited_for()
    {
        using (var make = System.Diagnostics.Process.Start("mkfifo", _folder["pipe"])) make.WaitForExit();
        Directory.CreateDirectory(_folder["folder"]);
        File.CreateSymbolicLink(_folder["link"], _folder["nowhere"]);

        Assert.Equal($"result file {_folder["pipe"]}: it is neither a regular file nor a link to one", ResultFile.Read(_folder["pipe"]).Problem);
        Assert.Equal($"result file {_folder["folder"]}: it is neither a regular file nor a link to one", ResultFile.Read(_folder["folder"]).Problem);
        Assert.Equal($"result file {_folder["link"]}: it is neither a regular file nor a link to one", ResultFile.Read(_folder["link"]).Problem);
    }
}
