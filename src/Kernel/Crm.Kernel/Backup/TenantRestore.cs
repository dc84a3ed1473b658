using System.Reflection;
using System.Text.Json;
using Crm.Kernel.Data;
using Crm.Kernel.Hosting;
using Crm.Kernel.Modules;
using Crm.Kernel.Tenants;

namespace Crm.Kernel.Backup;

/// <summary>
/// Puts a backup into a tenant, an existing one or a new one, and touches no other. All is unpacked, verified and loaded beside what is there; then one swap, which
/// a running host notices within 2 s. The old state stays aside until it is confirmed or put back. A host singleton.
/// </summary>
public sealed class TenantRestore(IShellHost shells, IExtensionManager extensions, HostFolders folders, RestoreSwap swap)
{
    /// <exception cref="BackupRefusedException">The file is damaged, foreign or newer, or may not go there; nothing was changed.</exception>
    public async Task<RestoreResult> ReadAsync(string file, RestoreOptions? options = null, CancellationToken cancellationToken = default)
    {
        FileStream input;
        try
        {
            input = File.OpenRead(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupRefusedException($"The file {file} cannot be read: {e.Message}", e);
        }

        await using (input)
        {
            return await ReadAsync(input, options, cancellationToken);
        }
    }

    /// <summary>Reads the backup from a stream that can seek.</summary>
    public async Task<RestoreResult> ReadAsync(Stream input, RestoreOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new RestoreOptions();
        using var backup = await BackupReader.OpenAsync(input, cancellationToken);
        var manifest = backup.Manifest;
        RefuseNewer(manifest);
        var name = options.Tenant ?? manifest.Tenant;
        var present = shells.TryGetSettings(name);
        RefuseOther(present, manifest);

        using var scratch = Scratch.Open(folders);
        await backup.ExtractAsync(scratch.Folder, cancellationToken);
        var database = scratch.File(BackupManifest.DatabaseEntry);
        var rows = await SqliteSnapshot.CheckAsync(database, cancellationToken);
        if (!rows.OrderBy(table => table.Key, StringComparer.Ordinal).SequenceEqual(manifest.Tables.OrderBy(table => table.Key, StringComparer.Ordinal)))
        {
            throw new BackupRefusedException("This backup is damaged: its tables do not hold the rows that its manifest counts.");
        }

        // One that waits for its setup has no state of its own: the backup sets it up.
        var isNew = present is null or { State: TenantState.Uninitialized };
        var target = isNew ? await NewTenantAsync(name, present, manifest, options, scratch, cancellationToken) : ShellSettingsCopy.Of(present!);
        await using var exclusive = await swap.EnterAsync(target.Name, cancellationToken);
        await swap.RunAsync(target, isNew, database, rows, scratch.File(BackupWriter.FilesPrefix.TrimEnd('/')), cancellationToken);
        return new RestoreResult(target.Name, isNew, manifest, rows.Values.Sum());
    }

    /// <summary>Throws away what restores moved aside; returns how many states there were.</summary>
    public async Task<int> ConfirmAsync(string tenant, CancellationToken cancellationToken = default)
    {
        await using var exclusive = await swap.EnterAsync(tenant, cancellationToken);
        return await swap.ForgetAsync(Existing(tenant).Name, cancellationToken);
    }

    /// <summary>Puts the state before the last restore back.</summary>
    /// <exception cref="BackupRefusedException">There is none.</exception>
    public async Task UndoAsync(string tenant, CancellationToken cancellationToken = default)
    {
        await using var exclusive = await swap.EnterAsync(tenant, cancellationToken);
        await swap.UndoAsync(ShellSettingsCopy.Of(Existing(tenant)), cancellationToken);
    }

    private ShellSettings Existing(string tenant) => shells.TryGetSettings(tenant) ?? throw new BackupRefusedException($"There is no tenant named {tenant}.");

    private static void RefuseOther(ShellSettings? present, BackupManifest manifest)
    {
        if (present is { State: TenantState.Initializing })
        {
            throw new BackupRefusedException($"The tenant {present.Name} is being set up: restore it when that has ended.");
        }

        if (present is { State: TenantState.Running or TenantState.Disabled } && !present.Name.Equals(manifest.Tenant, StringComparison.OrdinalIgnoreCase))
        {
            throw new BackupRefusedException(
                $"This is a backup of the tenant {manifest.Tenant}, and there is a tenant named {present.Name} already: restore it under its own name or a new one.");
        }
    }

    /// <summary>A database that a later build migrated cannot be opened by this one.</summary>
    private void RefuseNewer(BackupManifest manifest)
    {
        var known = extensions.GetExtensions().Select(extension => extension.Assembly).Append(typeof(TenantRestore).Assembly).Distinct()
            .SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsAssignableTo(typeof(DataMigration)) && !type.IsAbstract)
            .ToDictionary(type => type.FullName!, Reach);
        foreach (var (migration, version) in manifest.Migrations)
        {
            if (known.TryGetValue(migration, out var reach) && version > reach)
            {
                throw new BackupRefusedException($"This backup was made by a newer version: {migration} stands at {version} there and reaches {reach} here. Update the product first.");
            }
        }
    }

    /// <summary>The version a migration class ends at, read from the names of its methods.</summary>
    private static int Reach(Type migration)
        => migration.GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Select(method => method.Name.StartsWith("UpdateFrom", StringComparison.Ordinal)
                && int.TryParse(method.Name["UpdateFrom".Length..].Replace("Async", "", StringComparison.Ordinal), out var from) ? from + 1 : 1)
            .DefaultIfEmpty(1).Max();

    /// <param name="waiting">The tenant, when it is there already and waits for its setup: it keeps its address and the database chosen for it.</param>
    private async Task<ShellSettings> NewTenantAsync(string name, ShellSettings? waiting, BackupManifest manifest, RestoreOptions options, Scratch scratch, CancellationToken cancellationToken)
    {
        if (!TenantNames.IsValid(name))
        {
            throw new BackupRefusedException($"“{name}” cannot name a tenant: begin with a letter, then letters, digits, - and _ only, at most 50.");
        }

        var saved = JsonSerializer.Deserialize<SavedSettings>(await File.ReadAllTextAsync(scratch.File(TenantBackup.SettingsEntry), cancellationToken), BackupManifest.Json)
            ?? throw new BackupRefusedException("This backup is damaged: its settings cannot be read.");
        var settings = waiting is null ? Addressed(name, manifest, options, saved) : ShellSettingsCopy.Of(waiting);
        settings.RequestUrlHost = options.RequestUrlHost ?? settings.RequestUrlHost;
        settings.RequestUrlPrefix = options.RequestUrlPrefix ?? settings.RequestUrlPrefix;
        // Keys and tokens are bound to the id; two tenants of one host must not share it.
        settings.TenantId = shells.GetAllSettings().Any(other => other.TenantId == manifest.TenantId) ? settings.TenantId : manifest.TenantId;
        settings.State = TenantState.Running;
        foreach (var (key, value) in saved.Configuration)
        {
            settings[key] = value;
        }

        settings["DatabaseProvider"] = options.Provider ?? (options.ConnectionString is { Length: > 0 } ? "Postgres" : waiting?.DatabaseProvider ?? "Sqlite");
        if (options.ConnectionString is { Length: > 0 } connection)
        {
            settings["ConnectionString"] = connection;
        }

        RefuseTakenAddress(settings);
        return settings;
    }

    private static ShellSettings Addressed(string name, BackupManifest manifest, RestoreOptions options, SavedSettings saved)
    {
        var isSame = name.Equals(manifest.Tenant, StringComparison.OrdinalIgnoreCase);
        var isRoot = name.Equals(ShellSettings.DefaultShellName, StringComparison.OrdinalIgnoreCase) || options.RequestUrlHost is { Length: > 0 };
        return new ShellSettings
        {
            Name = name,
            RequestUrlHost = isSame ? saved.RequestUrlHost : "",
            RequestUrlPrefix = isSame ? saved.RequestUrlPrefix : isRoot ? "" : name.ToLowerInvariant(),
        };
    }

    private void RefuseTakenAddress(ShellSettings settings)
    {
        var other = shells.GetAllSettings().FirstOrDefault(other => !other.Name.Equals(settings.Name, StringComparison.OrdinalIgnoreCase)
            && other.RequestUrlPrefix.Trim('/').Equals(settings.RequestUrlPrefix, StringComparison.OrdinalIgnoreCase)
            && other.RequestUrlHost.Equals(settings.RequestUrlHost, StringComparison.OrdinalIgnoreCase));
        if (other is not null)
        {
            throw new BackupRefusedException($"The address of this tenant (host “{settings.RequestUrlHost}”, prefix “{settings.RequestUrlPrefix}”) is that of {other.Name}: give another prefix or host.");
        }
    }
}
