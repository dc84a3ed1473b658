using System.Text;
using Crm.Email.Intake;
using Crm.Email.Settings;
using Crm.Kernel.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Email.Tests.Intake;

/// <summary>A mail server puts mails into a folder: each is taken once, whatever it is and whatever dies.</summary>
public sealed class FolderTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Each_file_is_taken_once_though_a_run_died_after_its_commit(string database)
    {
        var (tenant, folder) = await StartAsync(database);
        var (maildir, plain, died, before) = (await tenant.SentAsync(), await tenant.SentAsync(), await tenant.SentAsync(), await tenant.SentAsync());
        await PutAsync(folder, "new/1.host", maildir.Report());
        await PutAsync(folder, "2.eml", plain.Answer("Yes."));
        await PutAsync(folder, "half-written.part", plain.Answer("No."));
        await PutAsync(folder, ".hidden.eml", plain.Answer("No."));
        await PutAsync(folder, "tmp/3.host", plain.Answer("No."));
        File.CreateSymbolicLink(Path.Combine(folder, "link.eml"), Path.Combine(folder, "half-written.part"));

        // One that was committed and not deleted, one that was begun and not committed.
        var answer = died.Answer("Once.");
        Assert.Equal("answered", await tenant.TakeAsync(answer));
        await PutAsync(folder, "work/a-died.eml", answer);
        await PutAsync(folder, "work/b-died.eml", before.Answer("Not yet."));
        for (var i = 0; i < 2; i++)
        {
            await tenant.Host.RunJobAsync(tenant.Settings, nameof(TakeFolder));
        }

        Assert.Equal(("hard", "reply", "reply", "reply"), (await tenant.BackAsync(maildir), await tenant.BackAsync(plain), await tenant.BackAsync(died), await tenant.BackAsync(before)));
        Assert.Single(await tenant.AnswersAsync(plain));
        Assert.Single(await tenant.AnswersAsync(died));
        Assert.Single(await tenant.AnswersAsync(before));
        Assert.Equal([".hidden.eml", "half-written.part", "link.eml", "tmp/3.host"], Left(folder));
    }

    [Fact]
    public async Task What_is_no_mail_is_kept_aside_and_what_is_hostile_breaks_nothing()
    {
        var (tenant, folder) = await StartAsync("Sqlite");
        var (sent, inject) = (await tenant.SentAsync(), await tenant.SentAsync());
        var rubbish = new byte[5000];
        new Random(1).NextBytes(rubbish);
        await File.WriteAllBytesAsync(Path.Combine(folder, "1-empty.eml"), []);
        await File.WriteAllBytesAsync(Path.Combine(folder, "2-rubbish.eml"), rubbish);
        await PutAsync(folder, "3-big.eml", sent.Answer("Yes.\n" + new string('x', 30 << 20)));
        var nested = new StringBuilder("From: a@b.example\nSubject: Deep\n");
        for (var i = 0; i < 500; i++)
        {
            nested.Append($"Content-Type: multipart/mixed; boundary=\"b{i}\"\n\n--b{i}\n");
        }

        await PutAsync(folder, "4-nested.eml", nested.ToString());
        await PutAsync(folder, "5-inject.eml", inject.Answer("Yes.", subject: "=?utf-8?Q?Hello=0D=0ABcc:_all@people.example=00?="));
        await tenant.Host.RunJobAsync(tenant.Settings, nameof(TakeFolder));

        Assert.Equal("reply", await tenant.BackAsync(sent));
        var big = Assert.Single(await tenant.AnswersAsync(sent));
        Assert.InRange(big.Text.Length, 1000, 20_000);
        Assert.Equal("HelloBcc: all@people.example", Assert.Single(await tenant.AnswersAsync(inject)).Title);
        Assert.All(Left(folder), name => Assert.StartsWith("bad/", name));
        Assert.Contains(Left(folder), name => name.EndsWith("1-empty.eml", StringComparison.Ordinal));
        Assert.Contains(await tenant.ReceivedAsync(), row => row.Outcome == MailOutcomes.Unreadable);

        // The command keeps it there too.
        var (before, file) = (Left(folder).Count, Path.Combine(tenant.Host.Data, "rubbish"));
        await File.WriteAllBytesAsync(file, rubbish);
        Assert.Equal(0, await tenant.InAsync(services => services.GetServices<Kernel.Commands.ICliCommand>().Single(command => command.Name == "mail-in").RunAsync(Kernel.Commands.CommandLine.Parse([file]), TextWriter.Null, TextWriter.Null, default)));
        Assert.Equal(before + 1, Left(folder).Count);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_of_and_no_mail_is_lost()
    {
        var (tenant, folder) = await StartAsync("Sqlite");
        var sent = await tenant.SentAsync();
        await PutAsync(folder, "new/1", sent.Answer("Yes."));
        Directory.Delete(Path.Combine(folder, "work"));
        await File.WriteAllTextAsync(Path.Combine(folder, "work"), "in the way");
        await tenant.Host.RunJobAsync(tenant.Settings, nameof(TakeFolder));
        Assert.Equal(("", "new/1"), (await tenant.BackAsync(sent), Left(folder).Single(name => name != "work")));

        File.Delete(Path.Combine(folder, "work"));
        await tenant.Host.RunJobAsync(tenant.Settings, nameof(TakeFolder));
        Assert.Equal("reply", await tenant.BackAsync(sent));
    }

    [Theory]
    [InlineData("mail-in", true)]
    [InlineData("mail", true)]
    [InlineData("../mail", false)]
    [InlineData("mail/../../x", false)]
    [InlineData("media", false)]
    [InlineData("brakes", false)]
    [InlineData("mail-in\n", false)]
    [InlineData("", false)]
    public void A_folder_lies_within_the_site_and_is_no_other_one(string name, bool isOne) => Assert.Equal(isOne, MailFolder.IsName(name));

    private static async Task<(EmailTenant Tenant, string Folder)> StartAsync(string database)
    {
        var tenant = await EmailTenant.StartAsync(database);
        var folder = Path.Combine(tenant.Host.Data, "Sites", tenant.Settings.Name, "mail-in");
        MailFolder.Make(folder);
        await tenant.DoAsync(async services =>
        {
            var sites = services.GetRequiredService<ISiteService>();
            var site = await sites.LoadSiteSettingsAsync();
            var settings = site.As<EmailSettings>();
            settings.MailFolder = "mail-in";
            site.Put(settings);
            await sites.UpdateSiteSettingsAsync(site);
        });
        return (tenant, folder);
    }

    private static Task PutAsync(string folder, string name, string mail) => File.WriteAllTextAsync(Path.Combine(folder, name), mail);

    private static List<string> Left(string folder) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
