using System.Diagnostics;
using Crm.Kernel.Commands;

namespace Crm.Hosting.Tests.Commands;

public sealed class NewModuleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("new-module").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_plugin_written_outside_the_repository_builds_and_its_tests_pass()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, await CrmCommands.RunAsync(["new-module", "Acme.Visits", "--out", _folder], output, error, TestContext.Current.CancellationToken));
        Assert.Contains("Acme.Visits", output.ToString(), StringComparison.Ordinal);

        var (code, said) = await DotnetAsync("run", "--project", Path.Combine(_folder, "Acme.Visits", "tests", "Acme.Visits.Tests"));
        Assert.True(code == 0, said);
        Assert.Contains("Total: 1, Errors: 0, Failed: 0", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("Acme..Visits")]
    [InlineData("../Acme")]
    [InlineData("Acme.Visits;rm")]
    public async Task A_name_that_is_no_name_is_refused_in_one_line(string name)
    {
        var error = new StringWriter();
        Assert.Equal(1, await CrmCommands.RunAsync(["new-module", name, "--out", _folder], TextWriter.Null, error, TestContext.Current.CancellationToken));
        Assert.Equal($"crm: '{name}' is no module name: use letters, digits and dots, as Acme.Visits", error.ToString().Trim());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_folder_that_holds_something_is_left_alone()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "Acme"));
        File.WriteAllText(Path.Combine(_folder, "Acme", "mine.txt"), "mine");
        var error = new StringWriter();
        Assert.Equal(1, await CrmCommands.RunAsync(["new-module", "Acme", "--out", _folder], TextWriter.Null, error, TestContext.Current.CancellationToken));
        Assert.Contains("exists and is not empty", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_folder, "Acme", "mine.txt")));
    }

    private static async Task<(int Code, string Said)> DotnetAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", args) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
