using Crm.Kernel.Commands;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Email.Tests.Intake;

/// <summary>A mail server's pipe learns by the exit code whether it has to try again.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task A_file_is_taken_and_its_fault_is_told_by_the_code()
    {
        var tenant = await EmailTenant.SharedAsync();
        var (sent, folder) = (await tenant.SentAsync(), Directory.CreateTempSubdirectory("crm-mail-"));
        var (file, error) = (Path.Combine(folder.FullName, "mail.eml"), new StringWriter());
        try
        {
            await File.WriteAllTextAsync(file, sent.Report(to: "postmaster@noel.example", messageId: "unknown"));
            Assert.Equal(0, await RunAsync(["mail-in", file, "--to", sent.ReturnPath]));
            Assert.Equal(("hard", "hard"), (await tenant.BackAsync(sent), await tenant.StopsAsync(sent)));
            Assert.Equal(66, await RunAsync(["mail-in", file + ".not"]));
            Assert.Equal(64, await RunAsync(["mail-in", file, file]));

            // The same site, whose database is away.
            var data = Directory.CreateDirectory(Path.Combine(folder.FullName, "data"));
            File.Copy(Path.Combine(tenant.Host.Data, "tenants.json"), Path.Combine(data.FullName, "tenants.json"));
            var site = Directory.CreateDirectory(Path.Combine(data.FullName, "Sites", tenant.Settings.Name));
            foreach (var one in Directory.EnumerateFiles(Path.Combine(tenant.Host.Data, "Sites", tenant.Settings.Name)))
            {
                var copy = Path.Combine(site.FullName, Path.GetFileName(one));
                if (one.EndsWith(".json", StringComparison.Ordinal))
                {
                    File.Copy(one, copy);
                }
                else
                {
                    Directory.CreateDirectory(copy);
                }
            }

            Assert.Equal(75, await CrmCommands.RunAsync(["mail-in", file, "--data", data.FullName, "--tenant", tenant.Settings.Name], TextWriter.Null, error, TestContext.Current.CancellationToken));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Task<int> RunAsync(string[] line) => tenant.InAsync(services => services.GetServices<ICliCommand>().Single(command => command.Name == "mail-in").RunAsync(CommandLine.Parse(line).Skip(1), TextWriter.Null, error, default));
    }

    [Fact]
    public async Task Real_mails_of_others_change_nothing()
    {
        var tenant = await EmailTenant.SharedAsync();
        var files = Directory.EnumerateFiles(SharedData.Find("bounces"), "*.eml", SearchOption.AllDirectories).ToList();
        Assert.True(files.Count > 100);
        foreach (var file in files)
        {
            Assert.Contains(await tenant.TakeAsync(await File.ReadAllBytesAsync(file)), new[] { "ignored", "nobody" });
        }
    }
}
