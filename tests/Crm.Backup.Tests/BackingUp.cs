using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Backup;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Backup.Tests;

public sealed class BackingUp
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_restore_brings_rows_and_files_back_to_what_they_were(string provider)
    {
        await using var tenant = await SavedTenant.CreateAsync(provider);
        await tenant.Backup.WriteAsync("shop", tenant.File);
        await tenant.WriteNoteAsync("written later");
        await File.WriteAllTextAsync(Path.Combine(tenant.Site(), "Media", "late.txt"), "late");

        var result = await tenant.Restore.ReadAsync(tenant.File);

        Assert.False(result.IsNew);
        Assert.Equal(["Note 0 é 林", "Note 1 é 林", "Note 2 é 林"], await tenant.NotesAsync());
        Assert.Equal(["bear.txt"], Directory.GetFiles(Path.Combine(tenant.Site(), "Media")).Select(Path.GetFileName));
        await tenant.WriteNoteAsync("after the restore");
        Assert.Contains("after the restore", await tenant.NotesAsync());
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_restore_can_be_undone_until_it_is_confirmed(string provider)
    {
        await using var tenant = await SavedTenant.CreateAsync(provider, notes: 1);
        await tenant.Backup.WriteAsync("shop", tenant.File);
        await tenant.WriteNoteAsync("written later");
        await File.WriteAllTextAsync(Path.Combine(tenant.Site(), "Media", "late.txt"), "late");
        await tenant.Restore.ReadAsync(tenant.File);

        await tenant.Restore.UndoAsync("shop");

        Assert.Equal(["Note 0 é 林", "written later"], await tenant.NotesAsync());
        Assert.True(File.Exists(Path.Combine(tenant.Site(), "Media", "late.txt")));

        await tenant.Restore.ReadAsync(tenant.File);
        Assert.Equal(1, await tenant.Restore.ConfirmAsync("shop"));
        await Assert.ThrowsAsync<BackupRefusedException>(() => tenant.Restore.UndoAsync("shop"));
        Assert.Equal(["Note 0 é 林"], await tenant.NotesAsync());
    }

    [Theory]
    [InlineData("Sqlite", "Postgres")]
    [InlineData("Postgres", "Sqlite")]
    [InlineData("Postgres", "Postgres")]
    [InlineData("Sqlite", "Sqlite")]
    public async Task A_backup_makes_a_new_tenant_on_either_database(string from, string to)
    {
        await using var tenant = await SavedTenant.CreateAsync(from);
        await tenant.Backup.WriteAsync("shop", tenant.File);

        var result = await tenant.Restore.ReadAsync(tenant.File, new RestoreOptions
        {
            Tenant = "twin" + Guid.NewGuid().ToString("n")[..8],
            RequestUrlPrefix = "twin",
            ConnectionString = to == "Postgres" ? await Postgres.SharedAsync() : null,
        });

        Assert.True(result.IsNew);
        var twin = tenant.Host.Shells.TryGetSettings(result.Tenant)!;
        Assert.Equal(to, twin.DatabaseProvider);
        Assert.NotEqual(tenant.Settings.TenantId, twin.TenantId);
        Assert.Equal(await tenant.NotesAsync(), await tenant.NotesAsync(result.Tenant));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, await SavedTenant.SignInAsync(tenant.Host, "twin"));

        // The numbering goes on: a new document does not take an old one's id, in either tenant.
        await tenant.Host.InTenantAsync(twin, async services =>
        {
            var contents = services.GetRequiredService<Kernel.Content.IContentManager>();
            var note = await contents.NewAsync("Note");
            note.DisplayText = "only here";
            await contents.CreateAsync(note);
        });
        Assert.Equal(4, (await tenant.NotesAsync(result.Tenant)).Count);
        Assert.Equal(3, (await tenant.NotesAsync()).Count);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_backup_takes_the_place_of_the_setup_that_a_tenant_waits_for(string to)
    {
        await using var tenant = await SavedTenant.CreateAsync("Sqlite");
        await tenant.Backup.WriteAsync("shop", tenant.File);
        Assert.Equal(TenantState.Uninitialized, tenant.Host.Shells.TryGetSettings("Default")!.State);

        var result = await tenant.Restore.ReadAsync(tenant.File, new RestoreOptions
        {
            Tenant = "Default",
            ConnectionString = to == "Postgres" ? await Postgres.NewDatabaseAsync() : null,
        });

        Assert.True(result.IsNew);
        var restored = tenant.Host.Shells.TryGetSettings("Default")!;
        Assert.Equal((TenantState.Running, to, ""), (restored.State, restored.DatabaseProvider, restored.RequestUrlPrefix));
        Assert.NotEqual(tenant.Settings.TenantId, restored.TenantId);
        Assert.Equal(await tenant.NotesAsync(), await tenant.NotesAsync("Default"));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, await SavedTenant.SignInAsync(tenant.Host, ""));
    }

    [Fact]
    public async Task A_tenant_that_is_being_set_up_is_left_alone()
    {
        await using var tenant = await SavedTenant.CreateAsync("Sqlite", notes: 1);
        await tenant.Backup.WriteAsync("shop", tenant.File);
        Directory.CreateDirectory(tenant.Site("busy"));
        await using var setup = FileLock.TryTake(Path.Combine(tenant.Site("busy"), "setup.lock"));
        await tenant.Host.Shells.UpdateShellSettingsAsync(new ShellSettings { Name = "busy", RequestUrlPrefix = "busy", State = TenantState.Initializing });

        var refusal = await Assert.ThrowsAsync<BackupRefusedException>(() => tenant.Restore.ReadAsync(tenant.File, new RestoreOptions { Tenant = "busy" }));

        Assert.Contains("being set up", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_host_notices_a_restore_by_another_process()
    {
        await using var tenant = await SavedTenant.CreateAsync("Sqlite", notes: 1);
        await tenant.Backup.WriteAsync("shop", tenant.File);
        await tenant.WriteNoteAsync("written later");

        await using (var other = await TestHost.StartAsync(new TestHostOptions { Folder = tenant.Host.Folder }))
        {
            await other.Services.GetRequiredService<TenantRestore>().ReadAsync(tenant.File);
        }

        var deadline = TimeProvider.System.GetTimestamp();
        while ((await tenant.NotesAsync()).Count != 1)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromMinutes(2), "the host did not notice");
            await Task.Delay(50);
        }
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_restore_killed_when_its_settings_were_half_written_comes_into_force_in_a_running_host(string provider)
    {
        await using var tenant = await SavedTenant.CreateAsync(provider, notes: 1);
        await tenant.Backup.WriteAsync("shop", tenant.File);
        await tenant.WriteNoteAsync("written later");
        await tenant.Restore.ReadAsync(tenant.File);
        var folders = tenant.Host.Services.GetRequiredService<HostFolders>();
        var journal = Assert.Single(await RestoreJournal.ReadAllAsync(folders, "shop", default));
        await (journal with { Phase = RestorePhase.Swapping }).WriteAsync(folders, default);
        // The host as it was before, and nothing in tenants.json that would tell it otherwise.
        foreach (var (key, value) in journal.OldPlace!)
        {
            tenant.Settings[key] = value;
        }

        await ((ShellHost)tenant.Host.Shells).CloseAsync(tenant.Settings);
        Assert.Equal(2, (await tenant.NotesAsync()).Count);

        await (await tenant.Host.Services.GetRequiredService<RestoreSwap>().EnterAsync("shop", default)).DisposeAsync();

        Assert.Single(await tenant.NotesAsync());
    }

    [Fact]
    public async Task A_backup_says_what_it_holds_and_is_recorded()
    {
        await using var tenant = await SavedTenant.CreateAsync("Sqlite");
        var manifest = await tenant.Backup.WriteAsync("shop", tenant.File);

        Assert.Equal("shop", manifest.Tenant);
        Assert.NotEmpty(manifest.Features);
        Assert.NotEmpty(manifest.Migrations);
        Assert.True(manifest.Tables["Document"] > 3);
        Assert.Contains("files/Media/bear.txt", manifest.Entries.Select(entry => entry.Path));
        Assert.DoesNotContain(manifest.Entries, entry => entry.Path.Contains("MediaStaging", StringComparison.Ordinal));
        using var zip = await ZipFile.OpenReadAsync(tenant.File);
        Assert.Contains("files/Media/bear.txt", zip.Entries.Select(entry => entry.FullName));
        var last = await LastBackup.ReadAsync(tenant.Host.Services.GetRequiredService<HostFolders>(), "shop");
        Assert.Equal(new FileInfo(tenant.File).Length, last!.Bytes);
    }

    public static TheoryData<string, string> Spoilt => new()
    {
        { "cut", "cut short" }, { "flipped", "damaged" }, { "text", "zip" }, { "newer", "newer" }, { "foreign", "another product" },
        { "migrated", "newer version" }, { "stranger", "does not name" }, { "outside", "leads out" },
    };

    [Theory, MemberData(nameof(Spoilt))]
    public async Task A_damaged_foreign_or_newer_backup_is_refused_and_nothing_changes(string how, string expected)
    {
        await using var tenant = await SavedTenant.CreateAsync("Sqlite", notes: 1);
        await tenant.Backup.WriteAsync("shop", tenant.File);
        await SpoilAsync(tenant.File, how);
        var before = Snapshot(tenant.Site());

        var refusal = await Assert.ThrowsAsync<BackupRefusedException>(() => tenant.Restore.ReadAsync(tenant.File));

        Assert.Matches(how is "cut" ? "cut short|damaged" : expected, refusal.Message);
        Assert.Equal(before, Snapshot(tenant.Site()));
        Assert.Equal(["Note 0 é 林"], await tenant.NotesAsync());
    }

    [Fact]
    public async Task A_backup_is_not_put_over_another_tenant()
    {
        await using var tenant = await SavedTenant.CreateAsync("Sqlite", notes: 1);
        await tenant.Host.SetupTenantAsync();
        await tenant.Backup.WriteAsync("shop", tenant.File);
        var refusal = await Assert.ThrowsAsync<BackupRefusedException>(() => tenant.Restore.ReadAsync(tenant.File, new RestoreOptions { Tenant = "Default" }));
        Assert.Contains("Default", refusal.Message, StringComparison.Ordinal);
    }

    internal static List<string> Snapshot(string folder) => Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories)
        .Where(entry => !entry.EndsWith(".lock", StringComparison.Ordinal) && !entry.Contains(".db", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();

    private static async Task SpoilAsync(string file, string how)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        switch (how)
        {
            case "cut":
                await File.WriteAllBytesAsync(file, bytes[..(bytes.Length / 2)]);
                return;
            case "flipped":
                bytes[bytes.Length / 3] ^= 0x55;
                await File.WriteAllBytesAsync(file, bytes);
                return;
            case "text":
                await File.WriteAllTextAsync(file, "not a backup");
                return;
        }

        using var zip = await ZipFile.OpenAsync(file, ZipArchiveMode.Update);
        if (how == "stranger")
        {
            await using var stranger = await zip.CreateEntry("files/Media/evil.sh").OpenAsync();
            stranger.Write("x"u8);
            return;
        }

        var entry = zip.GetEntry("manifest.json")!;
        JsonObject manifest;
        await using (var stream = await entry.OpenAsync())
        {
            manifest = (await JsonNode.ParseAsync(stream))!.AsObject();
        }

        switch (how)
        {
            case "newer":
                manifest["ProductVersion"] = "999.0.0";
                break;
            case "foreign":
                manifest["Product"] = "Other";
                break;
            case "migrated":
                manifest["Migrations"]!.AsObject()[manifest["Migrations"]!.AsObject().First().Key] = 99;
                break;
            default:
                manifest["Entries"]!.AsArray().Add(new JsonObject { ["Path"] = "../../evil.sh", ["Bytes"] = 1, ["Sha256"] = "00" });
                break;
        }

        entry.Delete();
        await using var written = await zip.CreateEntry("manifest.json").OpenAsync();
        await JsonSerializer.SerializeAsync(written, manifest);
    }
}
