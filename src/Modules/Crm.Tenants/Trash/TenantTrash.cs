using System.Globalization;
using System.Text.Json;
using Crm.Kernel.Data.Postgres;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Hosting;
using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;

namespace Crm.Tenants.Trash;

/// <summary>Deleted tenants: their folders, kept 30 days. A PostgreSQL schema stays where it is until then.</summary>
internal sealed class TenantTrash(IShellHost shells, HostFolders folders, TenantStores stores, JobScheduler scheduler, TimeProvider time)
{
    private const string Note = "deleted-tenant.json";

    /// <summary>How long a deleted tenant can be brought back.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    private string Folder => Path.Combine(folders.Data, "trash");

    /// <summary>What is in the trash, newest first.</summary>
    public async Task<IReadOnlyList<DeletedTenant>> ListAsync()
    {
        var deleted = new List<DeletedTenant>();
        foreach (var folder in Directory.Exists(Folder) ? Directory.GetDirectories(Folder) : [])
        {
            var note = Path.Combine(folder, Note);
            if (File.Exists(note))
            {
                deleted.Add(JsonSerializer.Deserialize<DeletedTenant>(await File.ReadAllTextAsync(note))! with { Id = Path.GetFileName(folder) });
            }
        }

        return [.. deleted.OrderByDescending(tenant => tenant.DeletedUtc)];
    }

    /// <summary>Moves a tenant that is not running into the trash.</summary>
    public async Task PutAsync(ShellSettings settings)
    {
        await scheduler.EndOfAsync(settings.Name); // else it would write into the folder that is gone, and make it anew
        var now = time.GetUtcNow();
        var site = folders.Site(settings);
        Directory.CreateDirectory(site);
        var deleted = new DeletedTenant("", settings.Name, settings.TenantId, settings.RequestUrlHost, settings.RequestUrlPrefix, settings.State, now.UtcDateTime, new(settings.Configuration));
        await File.WriteAllTextAsync(Path.Combine(site, Note), JsonSerializer.Serialize(deleted));
        await shells.RemoveShellSettingsAsync(settings);
        stores.Release(settings.Name);
        Directory.CreateDirectory(Folder);
        Directory.Move(site, Path.Combine(Folder, $"{settings.Name}-{now.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)}"));
    }

    /// <summary>Brings a tenant back as it was. False when its name is taken or it is not in the trash.</summary>
    public async Task<bool> RestoreAsync(string id)
    {
        var found = (await ListAsync()).FirstOrDefault(tenant => tenant.Id == id);
        if (found is null || shells.TryGetSettings(found.Name) is not null || Directory.Exists(folders.Site(found.Name)))
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(folders.Site(found.Name))!);
        Directory.Move(Path.Combine(Folder, found.Id), folders.Site(found.Name));
        var settings = new ShellSettings
        {
            Name = found.Name, TenantId = found.TenantId, RequestUrlHost = found.RequestUrlHost, RequestUrlPrefix = found.RequestUrlPrefix, State = found.State,
        };
        foreach (var (key, value) in found.Configuration)
        {
            settings[key] = value;
        }

        await shells.UpdateShellSettingsAsync(settings);
        File.Delete(Path.Combine(folders.Site(found.Name), Note));
        return true;
    }

    /// <summary>Throws away for good what has been there for 30 days.</summary>
    public async Task EmptyAsync(CancellationToken cancellationToken)
    {
        foreach (var tenant in (await ListAsync()).Where(tenant => tenant.DeletedUtc + Life < time.GetUtcNow().UtcDateTime))
        {
            if (tenant.Configuration.GetValueOrDefault("DatabaseProvider") == "Postgres" && tenant.Configuration.GetValueOrDefault("ConnectionString") is { } connection)
            {
                var schema = TenantSchema.NameOf(tenant.Name, tenant.Configuration.GetValueOrDefault("Schema"));
                await TenantSchema.DropAsync(connection, schema, tenant.Configuration.GetValueOrDefault(TenantSchema.Existed) == "true", cancellationToken);
            }

            Directory.Delete(Path.Combine(Folder, tenant.Id), recursive: true);
        }
    }
}

/// <summary>A tenant in the trash.</summary>
/// <param name="Id">The name of its folder there.</param>
public sealed record DeletedTenant(
    string Id, string Name, string TenantId, string RequestUrlHost, string RequestUrlPrefix, TenantState State, DateTime DeletedUtc, Dictionary<string, string?> Configuration);
