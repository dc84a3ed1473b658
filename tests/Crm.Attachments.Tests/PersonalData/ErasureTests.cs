using System.IO.Compression;
using System.Net;
using System.Text;
using Crm.Contacts;
using Crm.Contacts.Households;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Attachments.Tests.PersonalData;

/// <summary>What somebody's files say is handed out whole, and is nowhere once they are erased.</summary>
public sealed class ErasureTests
{
    private const string Canary = "Kanarienfeder";

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Of_an_erased_person_no_file_no_name_and_no_byte_is_left(string database)
    {
        await using var tenant = await AttachmentsTenant.StartAsync(database, alone: true);
        var person = await tenant.ContactAsync(name: Canary);
        var home = await tenant.ContactAsync(ContactTypes.Household, "Home of " + Canary);
        var other = await tenant.ContactAsync(name: "Other");
        await tenant.DoAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var item = (await content.GetAsync(person, VersionOptions.Latest))!;
            item.Alter<PersonPart>(part => part.Memberships.Add(new Membership { HouseholdId = home, Role = "adult" }));
            await content.UpdateAsync(item);
        });
        var trashed = await tenant.FileAsync(person, $"{Canary}-trashed.txt", $"Trashed of {Canary}");
        await tenant.FileAsync(person, $"{Canary}.txt", $"Letter of {Canary}");
        await tenant.FileAsync(home, "lease.txt", $"Lease of {Canary}");
        await tenant.FileAsync(other, "theirs.txt", "Somebody else’s");
        var undone = await tenant.FileAsync(person, "undone.txt", $"Taken back of {Canary}");
        using (await AttachmentsTenant.ActAsync(tenant.Admin, person, "Delete", trashed))
        {
        }

        await tenant.DoAsync(async services =>
        {
            var history = services.GetRequiredService<IHistory>();
            Assert.Empty(await history.UndoAsync((await history.ListAsync(new HistoryFilter(ItemId: undone), 1))[0].Id));
        });
        Assert.Equal(4, InFiles(tenant).Count);
        using (var exported = await tenant.Admin.SubmitAsync("/admin/profile", [], $"/admin/people/{person}/personal-data"))
        {
            await HoldsAllAsync(exported);
        }

        await EraseAsync(tenant, person, $"Ada {Canary}");

        Assert.Empty(InFiles(tenant));
        Assert.Equal("theirs.txt", Assert.Single(await tenant.FilesAsync(other)).Name);
        Assert.Single(tenant.Bytes);
        Assert.Empty(await tenant.FilesAsync(person));
        Assert.DoesNotContain(await tenant.InAsync(services => services.GetRequiredService<IHistory>().ListAsync(new HistoryFilter(), int.MaxValue)), save => (save.Forward + save.Backward).Contains(Canary, StringComparison.Ordinal));
    }

    private static async Task HoldsAllAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        await using var zip = await ZipArchive.CreateAsync(await answer.Content.ReadAsStreamAsync(), ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null);
        var texts = new List<string>();
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.StartsWith("files/attachments/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            texts.Add(await reader.ReadToEndAsync());
        }

        Assert.Equal([$"Trashed of {Canary}", $"Letter of {Canary}", $"Lease of {Canary}"], texts);
        Assert.NotNull(zip.GetEntry("attachments.json"));
    }

    private static async Task EraseAsync(AttachmentsTenant tenant, string id, string name)
    {
        var page = $"/admin/people/{id}/erase";
        Assert.Contains("Files of contacts, those in the trash too", await tenant.Admin.ReadAsync(page));
        using var begun = await tenant.Admin.SubmitAsync(page, [new("Input.Name", name), new("Input.Request", "R-1")], page + "?handler=Erase");
        Assert.True(begun.StatusCode == HttpStatusCode.Redirect, await begun.Content.ReadAsStringAsync());
        await tenant.DoAsync(services => services.GetRequiredService<Operations>().SettleAsync());
    }

    // Files of the tenant but for the database, whose bytes or names hold the word.
    private static List<string> InFiles(AttachmentsTenant tenant) => [.. Directory.GetFiles(tenant.Site, "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetFileName(file).Contains(".db", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal))
        .Where(file => file.Contains(Canary, StringComparison.Ordinal) || Encoding.Latin1.GetString(File.ReadAllBytes(file)).Contains(Canary, StringComparison.Ordinal))];
}
