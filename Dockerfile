# syntax=docker/dockerfile:1

# The cluster build of the silo. `docker build -t shopfloortwin:0.1.0 .`; deploy/README.md says how it is run.
# The tags name the minor version and the distribution: rebuilding takes in the security updates of both.

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
# Orleans: the clustered engine. Embedded: the one-process engine alone, without any Orleans package.
ARG ENGINE=Orleans
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
WORKDIR /source

# What restoring needs and nothing else, so that the layer outlives every change of code.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY silo/ShopFloorTwin.Silo.csproj silo/
COPY src/ShopFloorTwin.Api/ShopFloorTwin.Api.csproj src/ShopFloorTwin.Api/
COPY src/ShopFloorTwin.Core/ShopFloorTwin.Core.csproj src/ShopFloorTwin.Core/
COPY src/ShopFloorTwin.Embedded/ShopFloorTwin.Embedded.csproj src/ShopFloorTwin.Embedded/
COPY src/ShopFloorTwin.Engine/ShopFloorTwin.Engine.csproj src/ShopFloorTwin.Engine/
COPY src/ShopFloorTwin.Intake/ShopFloorTwin.Intake.csproj src/ShopFloorTwin.Intake/
COPY src/ShopFloorTwin.Odoo/ShopFloorTwin.Odoo.csproj src/ShopFloorTwin.Odoo/
COPY src/ShopFloorTwin.Orleans/ShopFloorTwin.Orleans.csproj src/ShopFloorTwin.Orleans/
COPY src/ShopFloorTwin.Storage/ShopFloorTwin.Storage.csproj src/ShopFloorTwin.Storage/
RUN dotnet restore silo/ShopFloorTwin.Silo.csproj -p:Engine=$ENGINE

COPY .editorconfig BannedSymbols.txt LICENSE ./
COPY src/ src/
COPY silo/ silo/
# Portable code: one publish serves every processor, and `dotnet silo.dll` needs no launcher.
RUN dotnet publish silo/ShopFloorTwin.Silo.csproj --configuration Release --no-restore --output /app -p:Engine=$ENGINE -p:UseAppHost=false \
    && cp LICENSE /app/ \
    && mkdir /data

# No shell and no package manager; of the chiseled images only the "extra" one has the time zones that sites are in.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra AS final
LABEL org.opencontainers.image.title="ShopFloorTwin" \
      org.opencontainers.image.description="A live digital twin of the production floor beside Odoo" \
      org.opencontainers.image.licenses="MIT"

# The runtime's diagnostic port is a way into the process; DOTNET_EnableDiagnostics=1 opens it for dotnet-counters and dotnet-trace.
ENV ASPNETCORE_HTTP_PORTS=8080 \
    DOTNET_EnableDiagnostics=0 \
    Twin__Data=/data

# Root's, so that the silo cannot change itself: it writes below /data and /tmp alone.
WORKDIR /app
COPY --from=build /app ./
COPY --from=build --chown=1654:1654 /data /data
VOLUME /data

# The number of the base image's user `app`: with a name Kubernetes could not tell that it is not root.
USER 1654:1654
EXPOSE 8080 11111

# No HEALTHCHECK: it would have to be a program of this image, which has none but the silo. Who runs the container asks
# /health/live and /health/ready over HTTP, as deploy/kubernetes does.
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "silo.dll"]
