using LinqToDB;
using LinqToDB.Data;
using LinqToDB.Internal.Common;

namespace Crm.Kernel.Data.Stores;

/// <summary>
/// linq2db's connection to a tenant's store. By itself linq2db keeps the queries it has translated apart by connection string, so that each tenant with a file of its own has each query
/// translated and compiled again; what they come to depends on the options alone, which all tenants of one kind of database share, and so do these their queries.
/// </summary>
/// <param name="options">With the connection.</param>
/// <param name="shared">What all of that kind of database share.</param>
internal sealed class StoreDb(DataOptions options, DataOptions shared) : DataConnection(options), IConfigurationID
{
    int IConfigurationID.ConfigurationID => ((IConfigurationID)shared).ConfigurationID;
}
