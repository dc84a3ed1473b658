using Crm.Kernel.Data.Postgres;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Hosting;
using Npgsql;

namespace Crm.Kernel.Tenants;

/// <summary>The empty place a setup needs: a file or schema that holds nothing yet, or only what an interrupted setup left.</summary>
internal sealed class SetupDatabase(TenantStores stores, HostFolders folders)
{
    private const string File = "crm.db";

    /// <summary>Why the tenant cannot be set up there (field, sentence), or null.</summary>
    public async Task<(string Field, string Sentence)?> ExamineAsync(ShellSettings settings, CancellationToken cancellationToken)
    {
        switch (settings.DatabaseProvider)
        {
            case "Sqlite":
                return System.IO.File.Exists(Path.Combine(folders.Site(settings), File))
                    ? ("DatabaseProvider", "The tenant's folder already holds a database. Move it away, or choose another tenant name.")
                    : null;
            case "Postgres":
                return await ExaminePostgresAsync(settings, cancellationToken);
            default:
                return ("DatabaseProvider", $"The database provider '{settings.DatabaseProvider}' is not known; choose Sqlite or Postgres.");
        }
    }

    /// <summary>Removes everything the tenant has in its database, and nothing that others have there.</summary>
    public async Task WipeAsync(ShellSettings settings)
    {
        stores.Release(settings.Name);
        if (settings.DatabaseProvider == "Sqlite")
        {
            foreach (var file in Directory.Exists(folders.Site(settings)) ? Directory.GetFiles(folders.Site(settings), File + "*") : [])
            {
                System.IO.File.Delete(file);
            }
        }
        else if (settings["ConnectionString"] is { Length: > 0 } connection)
        {
            await TenantSchema.DropAsync(connection, TenantSchema.NameOf(settings), settings[TenantSchema.Existed] == "true");
        }
    }

    private static async Task<(string, string)?> ExaminePostgresAsync(ShellSettings settings, CancellationToken cancellationToken)
    {
        if (settings["ConnectionString"] is not { Length: > 0 } connection)
        {
            return ("ConnectionString", "PostgreSQL needs a connection string, as Host=localhost;Database=crm;Username=crm;Password=…");
        }

        try
        {
            var schema = TenantSchema.NameOf(settings);
            var (exists, holdsTables) = await TenantSchema.LookAsync(connection, schema, cancellationToken);
            settings[TenantSchema.Existed] = exists ? "true" : null;
            return holdsTables ? ("Schema", $"The schema '{schema}' already holds tables. Choose another one.") : null;
        }
        catch (Exception e) when (e is NpgsqlException or ArgumentException or System.Net.Sockets.SocketException)
        {
            return ("ConnectionString", $"The database cannot be reached: {e.Message}");
        }
    }
}
