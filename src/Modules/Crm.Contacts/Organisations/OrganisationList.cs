using Crm.Contacts.Lists;
using Crm.Contacts.Points;
using Crm.Kernel.Data;

namespace Crm.Contacts.Organisations;

/// <summary>Reads the list of organisations.</summary>
internal sealed class OrganisationList(ISession session, HomeCountry country) : GroupList<OrganisationIndex>(session, country, ContactTypes.Organisation);
