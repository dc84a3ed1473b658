using Crm.Browsing;

[assembly: AssemblyFixture(typeof(Chrome))]
[assembly: AssemblyFixture(typeof(Site))]
