using Crm.Contacts.Lists;
using Crm.Contacts.Points;
using Crm.Kernel.Data;

namespace Crm.Contacts.Households;

/// <summary>Reads the list of households.</summary>
internal sealed class HouseholdList(ISession session, HomeCountry country) : GroupList<HouseholdIndex>(session, country, ContactTypes.Household);
