using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace Crm.Kernel.Tenants;

/// <summary>A tenant's data-protection keys in PostgreSQL, beside the settings that the nodes share: a cookie of one node is good at the others.</summary>
internal sealed class KeysTable(NpgsqlDataSource source, string tenant) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = Open();
        using var command = new NpgsqlCommand("SELECT key FROM crm_tenant_keys WHERE tenant = $1 ORDER BY name", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = tenant });
        using var rows = command.ExecuteReader();
        var keys = new List<XElement>();
        while (rows.Read())
        {
            keys.Add(XElement.Parse(rows.GetString(0)));
        }

        return keys;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand("INSERT INTO crm_tenant_keys (tenant, name, key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = tenant });
        command.Parameters.Add(new NpgsqlParameter { Value = friendlyName });
        command.Parameters.Add(new NpgsqlParameter { Value = element.ToString(SaveOptions.DisableFormatting) });
        command.ExecuteNonQuery();
    }

    private NpgsqlConnection Open() => source.OpenConnection();
}
